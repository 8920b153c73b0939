"""Screenshots on the page, in a real browser."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page, expect

FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
# Recognition takes seconds a picture, and longer where the processor is shared.
PATIENCE = 240_000


def screenshot(*lines: str) -> bytes:
    try:
        font = ImageFont.truetype(FONT, 42)
    except OSError:
        pytest.skip("no Chinese font to draw with")
    picture = Image.new("RGB", (1080, 120 + 70 * len(lines)), "white")
    for row, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 60 + 70 * row), line, font=font, fill="black")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def test_screenshots_of_one_contract_are_one_document(page: Page) -> None:
    """Two pictures chosen in the wrong order are read as one text, with its findings."""
    middle = "第二条 贷款人可以委托第三方机构催收。"
    upper = screenshot("第一条 贷款人有权读取借款人的手机通讯录。", middle)
    lower = screenshot(middle, "第三条 争议由贷款人所在地法院管辖。")
    page.get_by_role("button", name="打开文件").click()
    expect(page.get_by_role("checkbox", name="几张图片是同一份文件")).to_be_checked()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "image/png", "buffer": data}
            for name, data in (("二.png", lower), ("一.png", upper))
        ]
    )
    expect(page.locator(".reader .name")).to_have_text("二.png 等 2 张图片", timeout=PATIENCE)
    expect(page.locator(".reader")).to_contain_text("读取或上传您的通讯录")
    text = page.locator(".reader .text").inner_text()
    assert text.index("第一条") < text.index("第三条")
    assert text.count("争议由贷款人") == 1
    expect(page.locator(".reader")).to_contain_text("本机从图片识别")
