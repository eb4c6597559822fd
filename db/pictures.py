"""Pictures that people bring: made smaller, and without what a camera wrote into them."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from db.errors import Invalid

MOST_PIXELS, LONGEST, MOST_BYTES = 50_000_000, 1280, 10 * 1024 * 1024


def made_small(content: bytes) -> bytes:
    """A JPEG of at most `LONGEST` pixels a side, upright, with nothing of the original but what can be seen.

    Raises `Invalid` with `photo_broken` or `photo_too_large`.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("photo_too_large", "photo")
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid("photo_too_large", "photo")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid("photo_broken", "photo") from error
    upright.thumbnail((LONGEST, LONGEST))
    held = io.BytesIO()
    # A new picture from the pixels alone: no EXIF, no place, no thumbnail of the original.
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(held, "JPEG", quality=80)
    return held.getvalue()
