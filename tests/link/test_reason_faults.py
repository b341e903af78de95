"""Clauses of reasons for lost points, none of them learnt: whose failing each tells."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jixiao.link.admissions import Admissions
from jixiao.link.faults import LIKELY_FAULT
from jixiao.link.opinion import FAULT, Opinions
from jixiao.packs import load
from jixiao.resources import patterns_root

OWN = (
    "监测井登记簿记得零散",
    "抽样名单核了半个月才定",
    "宣传折页印得迟",
    "采购文件改了四回",
    "培训课程排得与插秧时节撞车",
    "设备开箱后闲着",
    "牵头科室盯办少",
    "验收走了个形式",
    "群众诉求答复慢",
    "河道巡查记录后补",
    "村级公示栏更新停在春季",
    "科室数据各报各的",
    "问卷发给熟人",
    "年初目标报得太满",
    "库房台账记了半截",
    "回访电话没人打",
    "合同签字盖章压了两个月",
    "项目储备凑数的多",
    "应急演练全年只搞了一回",
    "考核动真格少",
    "调度会没有开",
    "技术指导跟不到户",
)
OTHERS = (
    "入秋后连续阴雨",
    "化肥价格一路走高",
    "省级资金十二月上旬下达",
    "市财政年中压减经费",
    "三户村民不同意拆旧",
    "两名技术员退休",
    "承建商资金链断裂",
    "按合同约定质保金次年支付",
    "铁路部门批复在途",
    "学龄人口逐年减少",
    "台风登陆冲毁围堰",
    "系自然灾害所致",
    "原因同上一项",
    "已列入来年预算",
    "下一步增设两个窗口",
    "将于四月底前补齐",
    "扣2.5分",
    "油菜籽价格低迷",
)


@pytest.fixture(scope="module")
def blame() -> Admissions:
    packs = load()
    return Admissions(packs, Opinions(packs), FAULT, LIKELY_FAULT)


@pytest.mark.parametrize("clause", OWN)
def test_own_failings(blame: Admissions, clause: str) -> None:
    assert blame.within(clause, 0, len(clause), lapses=True, likely=True)


@pytest.mark.parametrize("clause", OTHERS)
def test_others_doings_points_and_plans(blame: Admissions, clause: str) -> None:
    assert not blame.within(clause, 0, len(clause), lapses=True, likely=True)


def test_no_clause_was_learnt() -> None:
    with (Path(patterns_root()) / "core" / "reasons.csv").open(encoding="utf-8") as stream:
        learnt = {row["text"] for row in csv.DictReader(stream)}
    assert learnt.isdisjoint({*OWN, *OTHERS})
