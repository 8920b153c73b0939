"""Wordings of contracts and policies, each with what a borrower would expect the report to say of it."""

from __future__ import annotations

import pytest

from analyzer import analyze
from analyzer.evaluating.scores import prediction_of


def _labels(text: str) -> set[str]:
    return {prediction_of(finding) for finding in analyze(text).findings}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # Who gets the data, without a word for it
        ("栗子花有权读取用户的通讯录。栗子花将按月收费。栗子花不承担利息。" * 2 + "栗子花收费。", "contacts"),
        ("我们会从各地社保局官网获取您的参保信息。", "sharing"),
        ("本应用中嵌入了地图SDK，由其提供定位。", "sharing"),
        ("我们将您的订单信息传输至您投保的保险公司。", "sharing"),
        ("第三方SDK名称\n提供者\n收集的信息\n云图科技有限公司\n设备信息、位置信息", "sharing"),
        ("第三方名称|场景|信息\n---|---|---\n云图（云图科技有限公司）|地图|位置信息", "sharing"),
        ("您对本公司的授权视为对本公司之关联公司的授权。", "sharing"),
        ("如甲方（借款人）逾期，甲方的逾期信息将向金融机构等进行分享。", "sharing"),
        ("除承保的保险公司外，我们不得向其他机构透露您的信息内容。", "sharing"),
        ("我们会收集您的通讯录。以上信息将提供给合作机构。", "sharing"),
        # Lists whose first item follows the colon
        ("用户授权平台收集以下信息：身份信息；通话记录；", "contacts"),
        ("贷款人为审批查询借款人的信用报告。\n用途如下：\n（一）审核申请；\n（二）处理异议；", "credit"),
        # Third persons
        ("紧急联系人为必填项。", "third-persons"),
        ("紧急联系人信息发生变更的，借款人应在三日内通知贷款人。", "third-persons"),
        ("贷款人有权向借款人的同事打听借款人的下落。", "third-persons"),
        ("贷款人可以请借款人的家里人帮忙还款。", "third-persons"),
        # Collection by the platform, and work named before
        ("出借人同意由平台公司负责催收。", "collection"),
        ("丙方代出借人进行催收工作。", "collection"),
        ("丙方（平台）代甲方（出借人）进行催收工作。甲方在此委托丙方从事以上工作。", "collection"),
        ("乙方根据出借人的委托协调借款人按期还款。", "collection"),
        # Consent
        ("平台有权公布用户的违约信息。一切后果由用户自行承担。", "consent"),
        ("您需同意本协议的全部条款，方可使用本服务。", "consent"),
        ("本协议未尽事项，按照平台不时发布的各项规则执行。", "consent"),
        ("借款人不得撤销对贷款人处理其个人信息的授权。", "consent"),
        ("我们使用您的个人信息，不再逐次询问您的意见。", "consent"),
        # Publication
        ("贷款人有权通过任何渠道（包括报纸、电视）披露借款人的欠款情况。", "exposure"),
        ("贷款人保留公开借款人逾期信息的权利。", "exposure"),
        # Promises
        ("只有经您单独同意后，我们才会将您的信息共享给合作方。", "protective"),
        ("如需与第三方共享您的信息，我们会另行征得您的单独同意。", "protective"),
        ("如您不想使用刷脸登录，仍可通过其他方式登录。", "protective"),
        ("我们不得要求您提供通讯录。", "protective"),
        ("您可以通过“设置”开启或关闭指纹登录。", "protective"),
    ],
)
def test_what_a_careful_reader_sees_is_found(text: str, label: str) -> None:
    """Each wording is a way contracts say it; the report must say it too."""
    assert label in _labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我们收集您的身份信息，不收集通讯录。", "contacts"),
        ("如需与第三方共享您的信息，我们会另行征得您的单独同意。", "sharing"),
        ("第九条 债权转让\n本合同一式两份。", "assignment"),
        ("《个人信息保护法》第二十三条规定，向其他处理者提供个人信息应当取得单独同意。", "sharing"),
        ("自三月起，应用已移除读取通讯录的功能。", "contacts"),
        ("担保公司代偿后，有权向借款人追偿。", "collection"),
        ("借款人应承担违约金以及实现债权的费用。", "collection"),
        ("用户将其文章的著作权转让给平台。", "assignment"),
        ("您无权要求本平台向您披露任何第三方的信息。", "sharing"),
        ("贷款人会向授权人的手机号发送短信验证码。", "sharing"),
        ("本隐私政策将向您说明我们如何共享您的信息。", "sharing"),
        ("借款人证件号：\n借款人有权查询账单。\n通讯录", "contacts"),
    ],
)
def test_what_only_sounds_alike_is_not(text: str, label: str) -> None:
    """A heading, a law, another's right or a promise raises no such finding."""
    assert label not in _labels(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # The same forms, used to hide something
        ("我们收集您的通讯录，不收集身份信息。", "contacts"),
        ("如需与第三方共享您的信息，我们无需另行征得您的单独同意。", "sharing"),
        ("如您逾期，我们会将信息提供给合作方，并在公开前单独征得您的同意。", "sharing"),
        ("同意并不可撤销地授权贷款人在媒体披露借款人的欠款。", "exposure"),
        ("根据法律规定及合理商业习惯，我们会将您的信息提供给合作方。", "sharing"),
        ("乙方可以公布借款人的欠款信息。", "exposure"),
        ("以下信息的处理无需征得您的同意：\n（1）为营销需要，我们向合作方提供您的个人信息；", "sharing"),
        ("我们会对您的信息去标识化后提供给广告商。", "sharing"),
    ],
)
def test_the_same_form_does_not_hide_a_risk(text: str, label: str) -> None:
    """What makes a clause harmless must not be a place to hide one."""
    assert label in _labels(text)
