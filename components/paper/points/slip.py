"""The slip on which a resident wishes for a service point, as PDF and as Word."""

from components.paper.documents import Paper
from components.paper.pdf import compiled
from components.wording.words import language, t
from db.scheme import Scheme


def _words() -> dict[str, str]:
    return {
        "title": t("I wish for a service point"),
        "why": t("A place or a post for the neighbourhood, where help is to be had. What is written here is talked over."),
        "kind": t("What kind?"), "name": t("What is it to be called?"), "place": t("Where is it?"),
        "reason": t("Why is it wanted?"),
        "who": t("Your name (may stay empty)"), "phone": t("Telephone (may stay empty)"),
        "hand_in": t("Please hand it in at the community, or give it to your steward."),
    }  # fmt: skip


def _kinds(scheme: Scheme) -> list[str]:
    return [kind.text(language()) for kind in scheme.point_kinds]


def slip_pdf(scheme: Scheme, office: str) -> bytes:
    """Two on an A4, to be cut."""
    lang = "zh" if language().startswith("zh") else "en"
    return compiled("points/slip.typ", {"lang": lang, "office": office, "kinds": _kinds(scheme), "words": _words()})


def slip_docx(scheme: Scheme, office: str) -> bytes:
    """One on an A4, for an office that changes it."""
    paper, words = Paper(), _words()
    paper.centred(words["title"])
    paper.line(words["why"], indent=True)
    paper.line("")
    paper.line(words["kind"] + "　" + "　".join(f"□ {kind}" for kind in _kinds(scheme)))
    for key in ("name", "place", "reason", "who", "phone"):
        paper.line(f"{words[key]}　{'＿' * 16}")
    paper.line("")
    paper.line(words["hand_in"])
    paper.right(office)
    return paper.content()
