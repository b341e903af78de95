"""Bytes of text → characters, with the encoding told by how plausible the text reads."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from ..model.errors import Unreadable
from .limits import MEGABYTE, TEXT_BYTES

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
SAMPLE = 64 * 1024
# A wrong encoding turns Chinese into rare characters, the right one into these.
SIMPLIFIED = (
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得"
    "主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军"
    "还然起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月"
    "间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把"
    "路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四"
    "首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交"
    "放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百济党指论强做取技神选记真却职号"
    "界件花类何传带空干农边据集联古广完质阳难增历史专官每商即步认车台林必死土团收考求近备研争非具众连"
    "调感转该持始英克尔让根格造较际单型价校约器字段深则功属积快图火千准究往极育装许参半令办复影告远群"
    "包整构料随划算象容示投势热值网望源息语断派速需片律纪支早况病境证编越局推满且觉服未居除乐企引标确"
    "织初青志率项球节察响药施均消客失轻存低般防请离落显营足视护创余照兴占虽费易试星维采环案批切按查故"
    "责严效预绩评策贸监负措促协财订域拟执督购范额映优控融配升稳固依核培招础析审验续益综否健园零室贯彻"
)
TRADITIONAL = (
    "國來時會個們為這說學對發後長過還開門動進區產現從業經種機體實與兩當東關將無間見應點場數樣問"
    "義總電處馬領隊計別權話報變書達術張導給結決幾華議題條縣運組濟黨論強職號類傳帶農據聯廣質陽難增歷專"
    "認車團備爭眾連調轉讓際單價約節屬積圖準極參辦復遠構隨劃勢熱網語斷況證編滿覺務統設種資財預績評監負"
    "責項標護創餘興費維環購額優穩審驗續嚴級確織並臺灣萬億圓壹貳參肆伍陸柒捌玖拾員縣鄉鎮館藥師廠廳樓"
)
PUNCTUATION = "，。、；：？！（）《》“”‘’【】〔〕—…％％．／０１２３４５６７８９□☑√①②③④⑤⑥★●■"
_beyond_ascii = re.compile(rb"[\x80-\xff]")
_common = frozenset(SIMPLIFIED + TRADITIONAL + PUNCTUATION)
_control = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text; ``broken`` counts the places that could not be decoded."""

    text: str
    encoding: str
    broken: int = 0


def guard_text_size(size: int) -> None:
    """Refuse text that is larger than the limit."""
    if size > TEXT_BYTES:
        raise Unreadable(
            f"文本过大：{size / MEGABYTE:.1f} MB，上限为 {TEXT_BYTES // MEGABYTE} MB。"
            "请确认文件内容无误，或拆成几个文件后重试。"
        )


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The characters of a text file without its byte order mark.

    A declared encoding counts a little: declarations are often wrong.
    """
    guard_text_size(len(data))
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding)
    if b"\0" not in data[:SAMPLE]:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    sample = _telling_part(data)
    scores = {
        encoding: plausibility(sample, encoding) + (0.1 if encoding == declared else 0.0)
        for encoding in ("utf-8", *CANDIDATES)
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < 0.2:
        raise Unreadable(
            "无法识别的文件：既不是支持的文档格式，也不是可辨认的文本编码。"
            "请另存为 UTF-8 文本、docx、xlsx、html 或 PDF 后重试。"
        )
    return _decode_as(data, best)


def _telling_part(data: bytes) -> bytes:
    """A part of the data that begins before the first byte beyond ASCII."""
    found = _beyond_ascii.search(data)
    start = max(found.start() - 1000, 0) // 2 * 2 if found else 0
    return data[start : start + SAMPLE]


def plausibility(sample: bytes, encoding: str) -> float:
    """How far a sample in an encoding looks like Chinese text: 1 is best, below 0.2 no text."""
    if encoding.startswith("utf-16"):
        sample = sample[: len(sample) // 2 * 2]
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    if not text:
        return 0.0
    good = bad = 0.0
    for character, count in Counter(text).items():
        if character == "\ufffd" or _control.match(character):
            bad += 4 * count
        elif character in _common:
            good += count
        elif character < "\x7f" or character == "\u3000":
            good += count / 2  # every encoding reads these: they tell little
        elif not "\u4e00" <= character <= "\u9fff":
            bad += count
    return (good - bad) / len(text)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    if encoding.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > max(3, len(text) // 200):
        raise Unreadable(
            f"文本损坏：按 {encoding} 解码时有 {broken} 处无法识别。"
            "请用原软件重新保存为 UTF-8 文本后重试。"
        )
    return Decoded(text, encoding, broken)
