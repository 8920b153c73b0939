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
        # Where data come from, and lie
        ("您可以用微信账号登录，登录时我们会获取您在微信平台的昵称和头像。", "sharing"),
        ("授权我们读取您的第三方账号信息。", "sharing"),
        ("我们还需要获取微信或支付宝的OpenID。", "sharing"),
        ("我们会向您选择的支付机构收集付款结果。", "sharing"),
        ("合作的第三方可能需要您提供姓名和银行卡号。", "sharing"),
        ("为核验号码，我们使用了云图公司的认证SDK，获取您的SIM卡信息。", "sharing"),
        ("1、云图地图SDK\n业务场景：打卡\nSDK供应商：云图科技有限公司\n收集信息：位置信息", "sharing"),
        ("用途 | 信息类型 | 第三方名称\n---|---|---\n人脸核验 | 照片 | 云图科技", "sharing"),
        ("部分信息会同步到与商城对接的第三方系统。", "sharing"),
        ("平台可在合作伙伴平台上对您的借款需求进行展示。", "sharing"),
        ("贷款人可以把借款人的资料放到合作的资金平台上供其挑选。", "sharing"),
        ("有意购买本笔贷款的机构可以查看借款人的全部借款资料。", "sharing"),
        # Succession
        ("如发生收购、兼并或重组，我们会要求变更后的主体继续遵守本政策。", "sharing"),
        ("因合并、分立需要转移您个人信息的，我们会告知您接收方的名称。", "sharing"),
        # Purposes of others and of the public
        ("向监管部门报送统计信息时，可能在附属公司内部共享您的身份信息。", "sharing"),
        ("为遵守监管规定，也为向您提供服务，我们需要收集、使用及对外提供您的信息。", "sharing"),
        ("我们可能与合作伙伴共享设备信息或统计信息。", "sharing"),
        ("贷款人有权在借款人居住的小区公布其欠款情况。", "exposure"),
        ("贷款人有权通过社会公告等形式追究借款人的违约责任。", "exposure"),
        ("用户违约的，青禾有权将其列为平台黑名单用户。", "exposure"),
        # Third persons
        ("您填写的同事联系方式发生变更的，应在三日内通知我们。", "third-persons"),
        ("请借款人留下两位能够随时找到借款人的人的电话。", "third-persons"),
        ("您不得拒绝我们上门拜访您的所在学校。", "third-persons"),
        (
            "4.1.1 借款人的工作单位；\n4.1.2 借款人的紧急联系人的手机号码。\n"
            "4.2 借款人有义务在上述信息变更后三日内提供更新后的信息给贷款人。",
            "third-persons",
        ),
        # Collection by whoever stands between
        (
            "甲方（借款人）：周某\n乙方（出借人）：吴某\n丙方（青禾信息科技有限公司，平台）：青禾\n丙方可以向甲方进行催收。",
            "collection",
        ),
        ("丁方可代理出借人要求借款人还本付息。", "collection"),
        # Consent
        ("这些条款可由平台随时修改，且毋须另行通知。", "consent"),
        ("本条款一旦发生变更，我们将在网页上公布修改内容。", "consent"),
        ("用户必须完全接受本条款。", "consent"),
        ("您在注册时视为已阅读、理解并：\n（一）同意本协议的约束；", "consent"),
        ("只要您仍然使用本功能，即表示您同意变更后的内容。", "consent"),
        ("授权人对被授权人使用个人信息的许可，不因任何理由收回。", "consent"),
        ("用户授权平台使用其个人信息，该授权在本合同终止后继续有效。", "consent"),
        # Promises
        ("不填写这些信息不影响您下单。", "protective"),
        ("您拒绝提供的，不会对其他功能产生不利影响。", "protective"),
        ("您可以通过以下路径撤回授权：\n电脑端：进入“我的”-点击“授权管理”。", "protective"),
        ("平台将以匿名方式公示借款人的借款需求。", "protective"),
        ("该信息随着应用的卸载而删除。", "protective"),
        ("您可以选择将其从联系人列表中删除。", "protective"),
        ("甲方（借款人）有权要求乙方对甲方的资料予以保密。", "protective"),
        (
            "我行不会将您的信息转让给他人，但以下情况除外：\n1.如业务需要转让您的信息，我行会告知接收方的名称，并取得您的单独同意。",
            "protective",
        ),
        ("以下信息均不会被收集：\n姓名、手机号码\n通讯录", "protective"),
        ("只有在您点击同意后，我们才会收集您的信息。", "protective"),
        # Lists of third parties
        (
            "SDK名称 | 使用目的 | 信息收集内容\n---|---|---\n云图推送SDK | 推送 | 读取外置存储卡\n"
            "检索正在运行的应用 | 检索正在运行的应用",
            "sharing",
        ),
        (
            "我们接入的第三方SDK目录如下：\n1、云图推送\n它用于向您推送消息。\n使用目的：数据统计\n收集信息：设备标识",
            "sharing",
        ),
        ("我们会与广告合作伙伴共享去标识化或匿名化处理后的信息。", "sharing"),
        ("我们可能会接入有第三方服务商的工具，可能使用第三方提供的软件开发工具包为您服务。", "sharing"),
        ("我们可能会向下文列出的关联公司作出披露。", "sharing"),
        # Written with marks
        ("我们**会**收集以下信息：\n1\\. 通讯录\n2\\. 通话记录", "contacts"),
        ("4\\. 读取联系人\n应用使用此权限显示来电。", "contacts"),
        ("使用云图地图，您将同意云图的服务条款。", "consent"),
        ("您撤回同意的，这可能导致您不能享受我们的产品。", "consent"),
        ("如您对修订后的政策有异议，您应及时停止使用我们的服务。", "consent"),
        ("影响您在互联网征信系统中的信用评级。", "credit"),
        (
            "除非得到您的许可，我们不会将您的个人信息（指可以识别您身份的信息，包括姓名）与合作伙伴共享。",
            "protective",
        ),
        ("该数据仅存储在您的手环中，不会上传至服务器。", "protective"),
        ("我们收集的信息进行了去标识化处理。", "protective"),
        ("您可以随时通过发送邮件改变您的决定，不再让我们使用您的信息。", "protective"),
        # Politely or not, and whoever is told
        ("若你不同意以下条款，请立即离开本网站。", "consent"),
        ("你同意我们将你的通讯录提供给合作方。", "sharing"),
        ("只要用户继续使用服务，表示用户仍然同意变更后的协议。", "consent"),
        ("平台有权将失信信息向公安机关及有关逾期款项催收服务机构披露。", "collection"),
        ("乙方有权将违约信息向包括但不限于检察机关、媒体、用人单位等披露。", "third-persons"),
        ("服务方有权向任何第三方披露借款人逾期还款事实。", "exposure"),
        ("出借人可以采取公布借款人个人信息的方式追索债权。", "exposure"),
        ("平台有权公开甲方信息，且平台不因此等披露承担任何法律责任。", "consent"),
        ("平台可向第三方公开其获取的用户信息。", "sharing"),
        ("用户同意合作机构在用户未付款时督促用户履行付款义务。", "collection"),
        ("出借人委托服务方进行借款回收的管理服务。", "collection"),
        ("订单项下的应收账款将由卖方转让给保理商，无须另行通知用户。", "assignment"),
        ("债权转让后，借款人不得以未接到转让通知为由拒绝还款。", "assignment"),
        (
            "借款人下列信息变更的，应当通知出借人：\n（1）家庭联系人或常用联系人的工作单位、手机号码。",
            "third-persons",
        ),
        ("本人已确认获得常用联系人授权。", "consent"),
        ("申请被拒绝时，公司可继续保留本人提交的身份证复印件等申请材料。", "consent"),
        ("您同意并授权中国人民银行征信中心可将您的信息提供给平台。", "credit"),
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
        ("请勿将您的账号信息分享给他人。", "sharing"),
        ("您自愿公开共享的信息可能涉及他人的个人信息。", "sharing"),
        ("我们在跨境数据转移之前会要求接收方保密。", "sharing"),
        ("如需向第三方共享您的信息，我们会先进行安全评估。", "sharing"),
        ("平台从您的账户扣收款项，用于向第三方支付还款。", "sharing"),
        ("当您使用第三方提供的充值服务时，我们会收集您的充值记录。", "sharing"),
        ("本政策不适用于第三方服务收集您的信息。", "sharing"),
        ("我们为维护其他用户的合法权益而处理您的信息。", "sharing"),
        ("除外情形：\n1.您授权或同意我们披露的。", "sharing"),
        ("您可以查看我们接入的SDK列表。", "sharing"),
        ("个人信息删除是指使个人信息不可被检索、访问。", "protective"),
        ("（二）删除您的个人信息", "protective"),
        ("如您为未成年人，请在征得您的监护人同意的前提下使用我们的服务。", "protective"),
        ("当您撤回授权后，我们无法继续为您提供相应的服务。", "protective"),
        ("我们收集与客服的通话记录。", "contacts"),
        ("我们会收集您与青禾平台的通信记录。", "contacts"),
        ("丙方授权读取班级通讯录。", "contacts"),
        ("我们会收集订单中的预订人、联系人姓名。", "third-persons"),
        ("我们申请拨打电话、读取联系人等权限。", "third-persons"),
        ("如您拒绝提供，将无法使用限额查询服务。", "consent"),
        ("本政策于2023年5月1日更新并同时生效。", "consent"),
        ("借款人发出的借款要约不可撤回、撤销。", "consent"),
        ("若与其他信息结合使用，将被视为您的个人信息，除取得您授权外不予使用。", "consent"),
        ("本协议以电子文本形式制成，并永久保存在平台的服务器上。", "consent"),
        ("您同意接收我们发送的还款提醒和优惠信息。", "sharing"),
        ("借款人的信息用于贷后管理（包括回访、催收等）中。", "collection"),
        ("担保人及其配偶的家庭情况、收入情况。", "third-persons"),
        (
            "除非得到您的许可，我们不会将您的个人信息（指可以识别您身份的信息，包括姓名）与合作伙伴共享。",
            "sharing",
        ),
        ("以下情况下，我们可能不会响应您提出的删除个人信息的请求：\n1.与国家安全有关的。", "protective"),
        ("我们采取措施，使您的信息不被未经授权地访问、使用、披露。", "sharing"),
        ("您可以提交请求撤销同意，包括收集、使用或披露您的个人信息。", "sharing"),
        ("我们在与合作伙伴共享您的个人信息前，会与其签署保密协议。", "sharing"),
        ("我们提供一些指向第三方网站的链接。", "sharing"),
        ("我们可能与公众分享服务的统计数据。", "exposure"),
        ("用户授予平台对其发布内容的非独家、永久、不可撤销的再许可权。", "consent"),
        ("授权人同意从其银行账户代扣充值款项。\n本授权书一经生效即不可撤销。", "consent"),
        # One's own: what users look up, have published, or must ask others about first
        ("登录后可以查询或修改通讯录备份。", "contacts"),
        ("您可以在管理后台查询、更正通讯录信息。", "contacts"),
        ("您可以向平台提交投诉，内容包括通讯录信息的泄露。", "contacts"),
        ("提交他人的紧急联系人信息之前，用户应确保已取得其本人同意。", "third-persons"),
        ("服务包括通话记录与联系人比对。", "third-persons"),
        ("您授权平台将您在本平台发布的全部内容展示在合作应用中。", "exposure"),
        ("披露方应当保证其披露的资料真实。", "sharing"),
        ("平台有权将逾期记录提供给个人信用数据库，以供有关单位依法查询和使用。", "sharing"),
        ("未经出借人同意将债务转移给第三人的，构成违约。", "sharing"),
        ("借款人地址变更的，应在三日内向服务方提供变更后的信息。", "sharing"),
        ("双方可以书面方式对本协议做出修改和补充。", "consent"),
        ("因用户未能及时提供变更后的信息而造成的损失由用户自行承担。", "consent"),
        ("借款人应根据平台的要求提供相关信息，包括但不限于收入、职业等一切资料。", "consent"),
        ("债权转让后，借款人不得以未接到转让通知为由拒绝还款。", "protective"),
        ("平台有权公开甲方信息，且平台不因此等披露承担任何法律责任。", "protective"),
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
        ("为防止资金被不法分子盗用、保障您的资金安全，您同意我们收集您的通讯录。", "contacts"),
        ("除集团成员公司外，我们不会向其他第三方提供您的通讯录。", "sharing"),
        ("您不得拒绝我们向运营商获取您的通话清单。", "contacts"),
        ("如您对本政策不满，我们没有义务向您说明，并会将您的信息提供给合作方。", "sharing"),
        ("我们不会将您的信息提供给他人，除非：\n1.为维护关联公司的利益。", "sharing"),
        ("无需另行征得借款人同意，贷款人即可将催收工作外包给催收公司。", "consent"),
        ("我们不对第三方如何使用您的信息负责，并会将您的通讯录提供给合作方。", "sharing"),
        ("本授权书用于代扣还款。\n授权人同意贷款人收集其通讯录。\n本授权书一经生效即不可撤销。", "consent"),
        ("您授权平台将您的欠款信息展示在合作应用中。", "exposure"),
        ("提交申请前，您应授权我们读取通讯录。", "contacts"),
        ("平台有权与借款人的联系人核对借款人的去向。", "third-persons"),
    ],
)
def test_the_same_form_does_not_hide_a_risk(text: str, label: str) -> None:
    """What makes a clause harmless must not be a place to hide one."""
    assert label in _labels(text)
