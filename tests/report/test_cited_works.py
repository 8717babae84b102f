"""The list of works that questions cite: what is wrong in it is told to whoever edits it."""

import pytest

from interviewer.report.cited_works import cited_works, read_works

GOOD = """
[[works]]
words = "Deep Learning"
depth = "textbook"
url = "https://www.example.org/book"
[arxiv]
"Attention Is All You Need" = "1706.03762"
"""


def test_the_shipped_list_is_read_once_and_is_sound() -> None:
    shipped = cited_works()
    assert shipped is cited_works()
    assert {work.depth for work in shipped.works} == {"guide", "textbook", "advanced"}
    work = shipped.work("Zhang et al., DIVE INTO DEEP LEARNING, section 5.1")
    assert work is not None
    assert work.url == "https://d2l.ai"
    assert shipped.paper("Vaswani et al., attention is all you need, 2017") == (
        "https://arxiv.org/abs/1706.03762"
    )


def test_a_citation_that_is_not_listed_is_none() -> None:
    assert read_works(GOOD).work("A Course on Trees") is None
    assert read_works(GOOD).paper("A Course on Trees") is None


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("url =", "link =", r"works\.0\.link\s+Extra inputs are not permitted"),
        ("[arxiv]", "[arxive]", r"arxiv\s+Field required[^$]+arxive\s+Extra inputs"),
        ('"textbook"', '"deep"', r"works\.0\.depth\s+Input should be 'guide', 'textbook'"),
        ("https://", "ftp://", r"works\.0\.url\s+String should match"),
        ("https://", "", r"works\.0\.url\s+String should match"),
        ("/book", "/a book", r"works\.0\.url\s+String should match"),
        ("1706.03762", "1706.3762v5", r"arxiv\.Attention Is All You Need\s+String should match"),
        ('"1706.03762"', "1706.03762", r"arxiv\.Attention Is All You Need\s+Input should be a"),
        ('words = "Deep Learning"', "", r"works\.0\.words\s+Field required"),
        ('words = "Deep Learning"', 'words = " "', r"works\.0\.words\s+String should have"),
        ("[arxiv]", "[arxiv", "at line 6"),
        (
            "[arxiv]",
            '[[works]]\nwords = "Hands-On Deep Learning"\ndepth = "guide"\n[arxiv]',
            "'Hands-On Deep Learning' is never found: 'Deep Learning' stands before it",
        ),
    ],
)
def test_what_is_wrong_names_the_entry(right: str, wrong: str, told: str) -> None:
    assert GOOD.count(right) == 1
    read_works(GOOD)
    with pytest.raises(ValueError, match=told):
        read_works(GOOD.replace(right, wrong))
