"""The packs' words for goals and outcomes, as expressions for the grammar round a figure."""

from __future__ import annotations

from ..packs.load import Packs
from ..segment.alternation import Expressions


class RoleWords:
    """The expressions that are made of the packs' words for goals and for what was done."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(
            packs,
            "role",
            WHOSE="{goal_part:whose}*",
            AIM="{goal_part:aim}{aim_tail}?",
            PUT=r"{anew}?(?:{put}|[≥≤=<>:(])*(?:每[\u4e00-\u9fff]{1,3})?\s*$",
            # 95%的目标没有实现，实际只有93.6%
            MISSED="(?:以[上内下])?(?:的{AIM}(?:{missed})?)?",
        )
        self.marker = says.compile("{marker}")
        self.as_set = says.compile(
            r"[^;。]{0,40}?[,(](?:{reaches_set}(?:{set_then})*{the_set}"
            r"|[与同和](?:{set_then})*{the_set}{equal})(?=[,;。)]|$)"
        )
        self.lower = says.compile("{lower}")
        self.budget = says.compile("{budget}")
        self._of_others(says)
        self._of_goals(says)
        self._of_actuals(says)

    def _of_others(self, says: Expressions) -> None:
        """Differences, and figures that are neither of the goal nor of what was done."""
        self.difference = says.compile(
            r"(?P<rel>{against}){WHOSE}{compared_aim}"
            r"(?P<dir>{direction}[^,;。]{0,3})?(?:了|约|近)*\s*$"
        )
        self.short_difference = says.compile(r"^[,(]\s*(?P<dir>{difference})了?\s*$")
        self.more_or_less = says.compile(r"^(?P<dir>{more}){more_done}?了?$")
        self.held_against = says.compile(r"{held}[^,;。\d]*$")
        self.remains = says.compile("{remains}")
        self.before = says.compile(r"{from}[^,;。\d]{0,10}$|{last_year}[^,;。\d]{0,4}$")
        self.changed = says.compile(r"^[^,;。\d]{0,8}(?:{goal_part:change}|{changed})")
        self.broken = says.compile(r"{broken}$")
        self.then = says.compile(r",(?:{reached}|$)")

    def _of_goals(self, says: Expressions) -> None:
        """Goals and completions."""
        self.short_of = says.compile(r"{short_of}[^,]{0,4}$")
        self.by_rate = says.compile("{by_rate}")
        self.own_completion = says.backwards(r"{own_completion}\s*$")
        self.completion = says.backwards(
            r"(?:{completion_rate}"
            r"|{completes}?了?{WHOSE}{AIM}{share_of}约?)\s*$"
        )
        self.aim = says.compile("{AIM}")
        self.part_of = says.compile(r"{part_of}了?{WHOSE}{AIM}约?\s*$")
        self.goal_left = says.backwards(r"(?:{AIM}|{goal}|{set}){PUT}|{set_to}\s*$")
        self.compared = says.compile(r"{held}{WHOSE}{AIM}的{PUT}")
        # 响应, 供应 and 应急 are no 应.
        self.planned = says.compile(
            r"(?:{planned}|(?<![响供适效反对相回模虚]){goal_part:intent}(?![急用对付届聘邀变诉战])|{AIM}[是为:]"
            r"|(?:^|[,;。(])\s*{yearly_goal})(?!的)[^,。;]{2,24}$"
        )
        self.sets = says.compile("{sets}")
        self.meant = says.compile(r"{planned}(?!的)[^,。;]{2,24}$")
        self.not_reached = says.compile(r"{not_reached}$")
        self.already = says.compile("{already}")
        self.contrast = says.compile(r"(?:^|[,;(])\s*[但而]?{contrast}")
        self.no_plan = says.compile("{no_plan}")
        self.apart = says.compile(r"{apart}[\u4e00-\u9fff]{0,3}$")
        self.due_behind = says.compile(r"[^,;。\d]{0,16}{due_behind}[^,;。\d]{2,16}[,;]")
        self.goal_right = says.compile(
            r"^(?:以[上内下])?(?:的{WHOSE}{goal_behind}|{WHOSE}{goal_alone})"
        )
        self.bare_goal = says.compile(
            r"[,(、;]?\s*(?:其中|但)?{degree}*{meets}?了?(?:在)?(?:{goal_part:change})?了?"
            r"{WHOSE}的?(?:{AIM}|{goal})?{PUT}"
        )
        self.limit = says.compile(r"^(?:以[上内下])?的{WHOSE}{limit}")
        self.held_to = says.compile(
            r"(?:[未没不][有能]?)*(?:{meets}|{degree})了?(?:在|到)?(?:{PUT})?$"
        )
        self.by_rule = says.compile(r"(?:^|[,;(])\s*{by_rule}[^,;。]*$")
        self.kept = says.compile(r"^[,(]\s*{kept}$")

    def _of_actuals(self, says: Expressions) -> None:
        """What was done."""
        self.reason_between = says.compile(r",(?:但)?{cause}[^,;。\d]+?(?=,|{only}|{contrast})")
        self.real = says.compile(r"^[,;(]?\s*[但而]?{real}")
        self.only = says.compile(r"{only}(?:{only_done}|[\u4e00-\u9fff]{2})?了?\s*$")
        self.bare_actual = says.compile(
            r"{MISSED}[,(、;]?\s*(?:但|的)?{WHOSE}{goal_label}?{by_then}?"
            r"{really}*(?:{goal_part:done}|{finished})?(?:值|数)?(?:了|为|是|达|到|:|有|仅|约|近)*\s*"
        )
        self.real_actual = says.compile(
            r"{MISSED}[,(、;]?\s*(?:但|{until})?{real_now}"
            r"[\u4e00-\u9fff]{0,6}\s*"
        )
        self.opens = says.compile(r"\s*(?:但|而)?(?:{turn}|{by_then})")
        self.turn = says.compile(r"(?:^|[,;(])\s*(?:但|而)?{turn}")
        self.later = says.compile(r"(?:^|[,;(])\s*[但而]?{later}")
        self.done_behind = says.compile("{done_behind}")
        self.fulfilled = says.compile("{fulfilled}")
        self.unfulfilled = says.compile("{unfulfilled}")
        self.carried_out = says.compile(r"^\s*[,;(]?\s*{carried}?{goal_part:done|paid}")

    def really(self, left: str) -> bool:
        """Whether 实际完成 sets a rate off against the one before; 实际完成率 is a completion."""
        return self.contrast.search(left) is not None and "率" not in left
