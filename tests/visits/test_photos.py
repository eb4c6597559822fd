"""Pictures of visits: off unless the scheme allows them, small, upright, and without what the camera knows."""

import io

import pytest
from PIL import Image
from sqlmodel import select

from db.errors import Invalid, NotFound
from db.pictures import LONGEST, made_small
from db.visits.commands.photos import add_photo, show_photos
from db.visits.models.visits import VisitPhoto
from db.visits.queries.visits import visit_facts
from tests.vetting.states import journal, new_scheme
from tests.visits.households import a_steward_with_households, dora_is, met


def picture(width=400, height=300, kind="JPEG", **options):
    held = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(held, kind, **options)
    return held.getvalue()


def _allow(session, cast):
    def change(scheme):
        return scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"allows_photos": True})})

    new_scheme(session, cast, change)


@pytest.fixture
def visit_id(session, cast):
    steward_id, households = a_steward_with_households(session, cast, 1)
    dora_is(session, cast, steward_id)
    return met(session, cast.dora, households[0])[0]


def test_no_picture_where_the_scheme_asks_for_none(session, cast, visit_id):
    with pytest.raises(Invalid, match="photos_not_asked"):
        add_photo(session, cast.dora, visit_id=visit_id, content=picture())


def test_a_picture_belongs_to_a_visit_of_ones_own(session, cast, visit_id):
    _allow(session, cast)
    add_photo(session, cast.dora, visit_id=visit_id, content=picture())
    assert session.exec(select(VisitPhoto)).one().visit_id == visit_id
    with pytest.raises(NotFound):
        add_photo(session, cast.charlie, visit_id=visit_id, content=picture())


def test_looking_at_a_picture_is_recorded_and_only_for_who_sees_the_visit(session, cast, visit_id):
    _allow(session, cast)
    add_photo(session, cast.dora, visit_id=visit_id, content=picture())
    [image] = show_photos(session, cast.grace, visit_id=visit_id)
    assert image.startswith(b"\xff\xd8")
    assert journal(session, "photos_shown") == [{"visit": visit_id}]
    assert visit_facts(session, cast.grace, visit_id).n_photos == 1
    with pytest.raises(NotFound):
        show_photos(session, cast.charlie, visit_id=visit_id)


def test_place_and_camera_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CAMERA-OF-WANG"
    exif.get_ifd(0x8825)[1] = "N"
    small = made_small(picture(300, 200, exif=exif))
    with Image.open(io.BytesIO(small)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((200, 300), {})
    assert b"CAMERA" not in small


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_pictures_become_small(kind):
    with Image.open(io.BytesIO(made_small(picture(4000, 1000, kind)))) as shown:
        assert (shown.format, max(shown.size)) == ("JPEG", LONGEST)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo_broken"),
        (b"<svg onload=alert(1)>", "photo_broken"),
        (picture()[:200], "photo_broken"),
        (picture(10, 10, "GIF"), "photo_broken"),
        (picture(10_000, 6_000, "PNG"), "photo_too_large"),
        (b"\xff" * (10 * 1024 * 1024 + 1), "photo_too_large"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(content, code):
    with pytest.raises(Invalid) as refusal:
        made_small(content)
    assert refusal.value.code == code
