"""Names of people: what is a name, how it is spelt, and how it is found by pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Invalid
from db.names import initials, like_pattern, pinyin, read_name, surname


def _code(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        read_name(text)
    return caught.value.code


@pytest.mark.parametrize(
    "name",
    [
        *("单", "王小明", "欧阳娜娜", "𠮷野", "㐂", "龦", "李𬭎", "\ue123明", "山田々"),
        *("Anna O'Neil", "Đặng Thị Hà", "Müller", "阿依古丽·买买提"),
    ],
)
def test_a_name_of_one_character_of_rare_characters_or_of_foreign_letters_is_kept(name):
    assert read_name(name) == name


@pytest.mark.parametrize("name", ["刘〇", "〇", "王〇一"])
def test_the_character_ling_stands_in_names_too(name):
    """〇 (U+3007) is in registered names; Unicode files it under numbers."""
    assert read_name(name) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王小明　", "王小明"),
        ("王 明", "王明"),
        ("王　　明", "王明"),
        ("王\n明", "王明"),
        ("Anna   Smith", "Anna Smith"),
        ("é".join(["Andr", ""]), "André"),
    ],
)
def test_spaces_and_accents_have_one_spelling(typed, name):
    assert read_name(typed) == name


@pytest.mark.parametrize("dot", "·•‧・∙⋅･．.●᛫·。ꞏ")
def test_every_middle_dot_becomes_the_same_one(dot):
    assert read_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


def test_a_dot_among_foreign_letters_stays_what_it_is():
    assert read_name("А.Петров") == "А.Петров"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("⼼⼀明", "心一明"),
        ("⾼小明", "高小明"),
        ("⻢云", "马云"),
        ("葛\U000e0100明", "葛明"),
        ("李○", "李〇"),
        ("金\uf90a", "金金"),
    ],
)
def test_signs_that_stand_for_a_character_become_the_character(typed, name):
    assert read_name(typed) == name


@pytest.mark.parametrize("name", ["王\U0002ebf0", "王\U0002ee5d", "王\U00031350", "王\U000323af", "王\U0002a6df", "王\ue863"])
def test_every_assigned_character_is_a_name_on_every_python(name):
    assert read_name(name) == name


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_an_empty_name_is_missing(text):
    assert _code(text) == "name_missing"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "王3",
        "王小明2",
        "@王",
        "王\x00明",
        "王\u202e明",
        "字" * 51,
    ],
)
def test_digits_signs_and_scripts_are_no_name(text):
    assert _code(text) == "name_form"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "王建国\n李秀英",
            "周大海 陈美玉",
            "周大海　陈美玉",
            "王芳 李强",
            "冯子、丁兰",
            "张三/李四",
            "张三／李四",
            "张三,李四",
            "张三，李四",
        ),
        *("张三;李四", "张三；李四", "张三&李四", "张三\\李四", "张三 李四 王五", "王建国 李 秀英"),
    ],
)
def test_two_people_are_not_one_name(text):
    assert _code(text) == "name_of_two"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(
            ("王 小 明", "王小明"),
            ("王　小　明", "王小明"),
            ("欧 阳 娜 娜", "欧阳娜娜"),
            ("欧阳 娜娜", "欧阳娜娜"),
            ("王 小明", "王小明"),
        ),
        *(("王小 明", "王小明"), ("司马 相如", "司马相如"), ("王\n小明", "王小明")),
    ],
)
def test_the_name_of_one_person_may_be_spaced_out(typed, name):
    assert read_name(typed) == name


@pytest.mark.parametrize("text", ["-", "·", "()", "' '", "..."])
def test_marks_without_a_letter_are_no_name(text):
    """A dash in a cell is how clerks write that there is nothing."""
    assert _code(text) in {"name_form", "name_missing"}


def test_the_refusal_stands_at_the_field_that_was_asked_about():
    with pytest.raises(Invalid) as caught:
        read_name("", "admin_name")
    assert caught.value.field == "admin_name"


@given(st.text(max_size=60))
def test_a_name_that_was_read_once_is_read_again_as_itself(text):
    try:
        name = read_name(text)
    except Invalid:
        return
    assert read_name(name) == name


@pytest.mark.parametrize(
    ("name", "reading", "first_letters"),
    [
        ("单立人", "shanliren", "slr"),
        ("曾国强", "zengguoqiang", "zgq"),
        ("仇英", "qiuying", "qy"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("尉明", "weiming", "wm"),
        ("解放", "xiefang", "xf"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("查良", "zhaliang", "zl"),
        ("单", "shan", "s"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
    ],
)
def test_a_name_is_found_by_the_reading_of_a_family_name(name, reading, first_letters):
    assert (pinyin(name), initials(name)) == (reading, first_letters)


def test_the_reading_of_a_family_name_holds_only_in_the_first_place():
    assert (pinyin("王单"), pinyin("李曾")) == ("wangdan", "liceng")


def test_a_foreign_name_is_found_in_lower_case():
    assert pinyin("Anna Smith") == "annasmith"


def test_a_private_use_character_does_not_spoil_the_reading_of_the_rest():
    assert pinyin("王\ue123明") == "wangming"


def test_percent_and_underline_in_a_search_are_only_themselves():
    assert like_pattern("50%_\\") == "50\\%\\_\\\\"


def test_a_family_name_of_two_characters_is_one():
    names = ("王建国", "欧阳明", "欧阳", "阿依古丽·买买提", "John Li")
    assert [surname(name) for name in names] == ["王", "欧阳", "欧", "阿依古丽", "John"]
