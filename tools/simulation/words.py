"""What the invented offices set out to do, why they miss it, and what they admit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator with the range of its goal; ``places`` are the decimals of goal and result.

    ``op`` is the comparator that a form prints, empty for a plain number.
    """

    group: str
    name: str
    unit: str
    low: int
    high: int
    op: str = "ge"
    places: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a goal was missed: the words, the cause, and the weaknesses that its clauses admit.

    A reason without ``weaknesses`` lays it on others.
    """

    text: str
    cause: str
    weaknesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that a report admits, its class, and the measure that answers it."""

    text: str
    weakness: str
    measure: str


QUANTITY, QUALITY, TIME, SOCIAL, PLEASED = (
    "数量指标",
    "质量指标",
    "时效指标",
    "社会效益指标",
    "服务对象满意度指标",
)
COMMON = (
    Aim(QUALITY, "项目验收合格率", "%", 95, 100, places=1),
    Aim(TIME, "项目按期完工率", "%", 90, 100, places=1),
    Aim(TIME, "资金按时拨付率", "%", 92, 100, places=1),
    Aim(PLEASED, "服务对象满意度", "%", 85, 95, places=1),
    Aim(QUANTITY, "业务培训人数", "人次", 60, 900),
)
BY_FAMILY: dict[str, tuple[Aim, ...]] = {
    "农业农村": (
        Aim(QUANTITY, "新建高标准农田面积", "万亩", 1, 9, places=2),
        Aim(QUANTITY, "补贴农机具", "台", 120, 2400),
        Aim(SOCIAL, "受益农户", "户", 800, 9000),
    ),
    "教育": (
        Aim(QUANTITY, "改造校舍面积", "平方米", 900, 9000),
        Aim(QUANTITY, "资助困难学生", "人", 300, 6000),
        Aim(SOCIAL, "受益学校", "所", 6, 60),
    ),
    "交通运输": (
        Aim(QUANTITY, "农村公路养护里程", "公里", 60, 900),
        Aim(QUANTITY, "改造危桥", "座", 2, 20),
        Aim(SOCIAL, "通客车行政村", "个", 30, 300),
    ),
    "水利": (
        Aim(QUANTITY, "修复水毁工程", "处", 5, 60),
        Aim(QUANTITY, "治理河道长度", "公里", 8, 90, places=1),
        Aim(SOCIAL, "新增供水受益人口", "人", 800, 20000),
    ),
    "卫生健康": (
        Aim(QUANTITY, "免费体检老年人", "人", 900, 30000),
        Aim(QUANTITY, "签约家庭医生服务", "户", 900, 20000),
        Aim(SOCIAL, "建成标准化卫生室", "个", 5, 90),
    ),
    "民政": (
        Aim(QUANTITY, "发放低保金对象", "人", 900, 20000),
        Aim(QUANTITY, "建设养老服务站", "个", 4, 60),
        Aim(SOCIAL, "救助流浪人员", "人次", 30, 600),
    ),
    "林业草原": (
        Aim(QUANTITY, "完成人工造林", "亩", 900, 20000),
        Aim(QUANTITY, "森林抚育面积", "亩", 900, 30000),
        Aim(SOCIAL, "聘用护林员", "名", 40, 900),
    ),
    "住房城建": (
        Aim(QUANTITY, "改造老旧小区", "个", 4, 60),
        Aim(QUANTITY, "改造危房", "户", 30, 900),
        Aim(SOCIAL, "新增停车位", "个", 100, 3000),
    ),
    "城市管理": (
        Aim(QUANTITY, "清运生活垃圾", "吨", 9000, 90000),
        Aim(QUANTITY, "维修路灯", "盏", 200, 4000),
        Aim(SOCIAL, "新建公共厕所", "座", 3, 40),
    ),
    "应急管理": (
        Aim(QUANTITY, "检查生产经营单位", "家", 90, 1800),
        Aim(QUANTITY, "开展应急演练", "场", 6, 60),
        Aim(SOCIAL, "储备救灾帐篷", "顶", 100, 2000),
    ),
    "市场监管": (
        Aim(QUANTITY, "抽检食品", "批次", 300, 6000),
        Aim(QUANTITY, "检验特种设备", "台", 200, 4000),
        Aim(SOCIAL, "查处违法案件", "件", 30, 600),
    ),
    "审计统计": (
        Aim(QUANTITY, "完成审计项目", "个", 8, 60),
        Aim(QUANTITY, "出具审计报告", "份", 8, 60),
        Aim(SOCIAL, "提出审计建议", "条", 20, 240),
    ),
}
REASONS = (
    Reason("受持续强降雨影响，现场无法施工", "external_shock"),
    Reason("受疫情影响，现场活动无法开展", "external_shock"),
    Reason("上级资金下达较晚", "upstream_timing"),
    Reason("机构改革期间职能划转", "institutional_reform"),
    Reason("前期调研不充分，目标值设置偏高", "planning", ("target_setting", "target_setting")),
    Reason("项目前期手续办理不及时", "process_delay", ("project_management",)),
    Reason("项目推进不力", "execution", ("project_management",)),
    Reason("专业技术人员不足", "capacity", ("capacity",)),
)
PROBLEMS = (
    Problem("预算编制不够精细", "budget_preparation", "细化预算编制，提高预算的准确性。"),
    Problem("预算执行进度偏慢", "budget_execution", "按月通报支出进度，加快预算执行。"),
    Problem("部分绩效指标没有量化", "target_setting", "完善绩效指标体系，设置可衡量的指标。"),
    Problem("绩效管理意识不强", "performance_awareness", "加强绩效管理培训，提高绩效意识。"),
    Problem("固定资产账实不符", "asset_management", "定期盘点固定资产，做到账实相符。"),
    Problem("政府采购计划编报不及时", "procurement", "提前编报采购计划，规范采购程序。"),
    Problem("内部控制制度不健全", "internal_control", "修订内部控制制度，堵塞管理漏洞。"),
    Problem("专项资金拨付不及时", "fund_management", "加快专项资金拨付，加强资金监管。"),
    Problem("项目前期准备不充分", "project_management", "做实项目前期工作，加强项目储备。"),
    Problem("财务人员业务能力不足", "capacity", "组织财务人员培训，提高业务能力。"),
    Problem("评价结果应用不充分", "result_application", "把评价结果同下年预算挂钩。"),
    Problem("预决算公开不够及时", "disclosure", "按规定时间公开预决算信息。"),
)
PROJECTS = ("能力提升项目", "基础设施维护项目", "信息化建设项目", "民生补助项目")
