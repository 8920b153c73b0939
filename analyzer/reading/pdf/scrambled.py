"""Is a text a cipher? A font whose table of characters is wrong gives real characters in place of others.

Each of them is as frequent as the one it stands for, so that only their neighbours tell.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from analyzer.reading.plausible import is_han

# Frequent words of two characters in general prose and in loan papers, with their traditional forms. In
# real pages 8 % of the neighbours and more are among them, in pages with exchanged characters 1.5 % at most.
_LISTED = """
    信息 服务 相关 提供 同意 方式 进行 使用 第三 三方 以下 公司 其他 内容 任何 个人 授权 法律 根据 通过
    包括 约定 情况 有限 协议 可能 权利 部分 用户 管理 上述 联系 用于 法规 按照 相应 条款 身份 规定 可以
    账户 责任 行为 合法 以及 需要 限于 要求 平台 及其 业务 有关 通知 目的 电子 或者 处理 影响 申请 系统
    了解 承担 过程 人民 更新 确认 机构 有权 支付 所有 号码 技术 地址 电话 转让 及时 本人 全部 时间 理解
    数据 您的 存在 手机 生效 通讯 合同 注册 记录 保护 如果 发生 义务 继续 选择 签署 资料 收集 信用 银行
    合作 保证 日期 同时 履行 终止 形式 产品 安全 变更 查询 解决 交易 财产 范围 已经 风险 必要 权益 真实
    采取 工作 发送 保存 获得 我们 他们 自己 没有 什么 这个 一个 因为 所以 但是 不是 中国 北京 上海 广东
    社会 问题 国家 发展 企业 市场 经济 投资 出借 借款 贷款 还款 利息 利率 逾期 费用 金额 本金 期限 担保
    抵押 甲方 乙方 丙方 双方 违约 催收 征信 合約 服務 相關 進行 個人 資料 貸款 還款 協議 規定 責任 銀行
    條款 權利 義務 電話 機構 查詢 帳戶 款項 客戶 閣下 香港 本行 有關
"""
_WORDS = frozenset(_LISTED.split())
# Fewer different neighbours say too little. Prose repeats itself, and so does its cipher; names do not.
_ENOUGH, _REPEATED, _KNOWN = 100, 0.1, 0.02


def looks_scrambled(text: str) -> bool:
    """Return whether the Han in ``text`` stand together as in prose, but make none of its words."""
    pairs = Counter(first + second for first, second in pairwise(text) if is_han(first) and is_han(second))
    if len(pairs) < _ENOUGH:
        return False
    total = pairs.total()
    repeated = sum(count for count in pairs.values() if count >= 3)
    known = sum(count for pair, count in pairs.items() if pair in _WORDS)
    return repeated > _REPEATED * total and known < _KNOWN * total
