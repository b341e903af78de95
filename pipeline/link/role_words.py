"""The packs' words for goals and outcomes, as expressions for the grammar round a figure."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..packs.load import Packs
from ..segment.alternation import any_of, phrase


class RoleWords:
    """The expressions that are made of the packs' words for goals and for what was done."""

    def __init__(self, packs: Packs) -> None:
        def told(name: str) -> str:
            return phrase(packs, f"role.{name}")

        whose = f"{any_of(packs, 'goal_part', 'whose')}*"
        changed = any_of(packs, "goal_part", "change")
        self.marker = re.compile(told("marker"))
        self.labels = re.compile(
            rf"(?P<goal>{phrase(packs, 'label.goals')}[:])"
            rf"|(?P<done>{phrase(packs, 'label.results')}[:])"
            rf"|(?P<measure>{phrase(packs, 'label.measures')}[:])"
            rf"|(?P<other>{phrase(packs, 'label.problems')}[:])"
        )
        self.as_set = re.compile(
            rf"[^;。]{{0,40}}?[,(](?:{told('reaches_set')}(?:{told('set_then')})*{told('the_set')}"
            rf"|[与同和](?:{told('set_then')})*{told('the_set')}{told('equal')})(?=[,;。)]|$)"
        )
        self.lower = re.compile(told("lower"))
        self.budget = re.compile(told("budget"))
        self._of_others(told, whose, changed)
        aim = rf"{any_of(packs, 'goal_part', 'aim')}{told('aim_tail')}?"
        self._of_goals(told, whose, aim, changed, any_of(packs, "goal_part", "intent"))
        self._of_actuals(
            told,
            whose,
            aim,
            any_of(packs, "goal_part", "done"),
            any_of(packs, "goal_part", "done", "paid"),
        )

    def _of_others(self, told: Callable[[str], str], whose: str, changed: str) -> None:
        """Differences, and figures that are neither of the goal nor of what was done."""
        self.difference = re.compile(
            rf"(?P<rel>{told('against')}){whose}{told('compared_aim')}"
            rf"(?P<dir>{told('direction')}[^,;。]{{0,3}})?(?:了|约|近)*\s*$"
        )
        self.short_difference = re.compile(rf"^[,(]\s*(?P<dir>{told('difference')})了?\s*$")
        self.more_or_less = re.compile(rf"^(?P<dir>{told('more')}){told('more_done')}?了?$")
        self.held_against = re.compile(rf"{told('held')}[^,;。\d]*$")
        self.remains = re.compile(told("remains"))
        self.before = re.compile(
            rf"{told('from')}[^,;。\d]{{0,10}}$|{told('last_year')}[^,;。\d]{{0,4}}$"
        )
        self.changed = re.compile(rf"^[^,;。\d]{{0,8}}(?:{changed}|{told('changed')})")
        self.broken = re.compile(rf"{told('broken')}$")
        self.then = re.compile(rf",(?:{told('reached')}|$)")

    def _of_goals(
        self, told: Callable[[str], str], whose: str, aim: str, changed: str, intent: str
    ) -> None:
        """Goals and completions."""
        put = rf"{told('anew')}?(?:{told('put')}|[≥≤=<>:(])*(?:每[\u4e00-\u9fff]{{1,3}})?\s*$"
        self.short_of = re.compile(rf"{told('short_of')}[^,]{{0,4}}$")
        self.by_rate = re.compile(told("by_rate"))
        self.own_completion = re.compile(rf"{told('own_completion')}\s*$")
        self.completion = re.compile(
            rf"(?:{told('completion_rate')}"
            rf"|{told('completes')}?了?{whose}{aim}{told('share_of')}约?)\s*$"
        )
        self.aim = re.compile(aim)
        self.part_of = re.compile(rf"{told('part_of')}了?{whose}{aim}约?\s*$")
        self.goal_left = re.compile(
            rf"(?:{aim}|{told('goal')}|{told('set')}){put}|{told('set_to')}\s*$"
        )
        self.compared = re.compile(rf"{told('held')}{whose}{aim}的{put}")
        # 响应, 供应 and 应急 are no 应.
        self.planned = re.compile(
            rf"(?:{told('planned')}|(?<![响供适效反对相回模虚]){intent}(?![急用对付届聘邀变诉战])|{aim}[是为:]"
            rf"|(?:^|[,;。(])\s*{told('yearly_goal')})(?!的)[^,。;]{{2,24}}$"
        )
        self.sets = re.compile(told("sets"))
        self.meant = re.compile(rf"{told('planned')}(?!的)[^,。;]{{2,24}}$")
        self.not_reached = re.compile(rf"{told('not_reached')}$")
        self.already = re.compile(told("already"))
        self.contrast = re.compile(rf"(?:^|[,;(])\s*[但而]?{told('contrast')}")
        self.no_plan = re.compile(told("no_plan"))
        self.apart = re.compile(rf"{told('apart')}[\u4e00-\u9fff]{{0,3}}$")
        self.due_behind = re.compile(rf"[^,;。\d]{{0,16}}{told('due_behind')}[^,;。\d]{{2,16}}[,;]")
        self.goal_right = re.compile(
            rf"^(?:以[上内下])?(?:的{whose}{told('goal_behind')}|{whose}{told('goal_alone')})"
        )
        self.bare_goal = re.compile(
            rf"[,(、;]?\s*(?:其中|但)?{told('degree')}*{told('meets')}?了?(?:在)?(?:{changed})?了?"
            rf"{whose}的?(?:{aim}|{told('goal')})?{put}"
        )
        self.limit = re.compile(rf"^(?:以[上内下])?的{whose}{told('limit')}")
        self.held_to = re.compile(
            rf"(?:[未没不][有能]?)*(?:{told('meets')}|{told('degree')})了?(?:在|到)?(?:{put})?$"
        )
        self.by_rule = re.compile(rf"(?:^|[,;(])\s*{told('by_rule')}[^,;。]*$")
        self.kept = re.compile(rf"^[,(]\s*{told('kept')}$")

    def _of_actuals(
        self, told: Callable[[str], str], whose: str, aim: str, done: str, paid: str
    ) -> None:
        """What was done."""
        only = told("only")
        # 95%的目标没有实现，实际只有93.6%
        missed = rf"(?:以[上内下])?(?:的{aim}(?:{told('missed')})?)?"
        self.reason_between = re.compile(
            rf",(?:但)?{told('cause')}[^,;。\d]+?(?=,|{only}|{told('contrast')})"
        )
        self.real = re.compile(rf"^[,;(]?\s*[但而]?{told('real')}")
        self.only = re.compile(rf"{only}(?:{told('only_done')}|[\u4e00-\u9fff]{{2}})?了?\s*$")
        self.bare_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|的)?{whose}{told('goal_label')}?{told('by_then')}?"
            rf"{told('really')}*(?:{done}|{told('finished')})?(?:值|数)?(?:了|为|是|达|到|:|有|仅|约|近)*\s*"
        )
        self.real_actual = re.compile(
            rf"{missed}[,(、;]?\s*(?:但|{told('until')})?{told('real_now')}"
            r"[\u4e00-\u9fff]{0,6}\s*"
        )
        self.opens = re.compile(rf"\s*(?:但|而)?(?:{told('turn')}|{told('by_then')})")
        self.turn = re.compile(rf"(?:^|[,;(])\s*(?:但|而)?{told('turn')}")
        self.later = re.compile(rf"(?:^|[,;(])\s*[但而]?{told('later')}")
        self.done_behind = re.compile(told("done_behind"))
        self.fulfilled = re.compile(told("fulfilled"))
        self.unfulfilled = re.compile(told("unfulfilled"))
        self.carried_out = re.compile(rf"^\s*[,;(]?\s*{told('carried')}?{paid}")

    def really(self, left: str) -> bool:
        """Whether 实际完成 sets a rate off against the one before; 实际完成率 is a completion."""
        return self.contrast.search(left) is not None and "率" not in left
