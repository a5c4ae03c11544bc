"""Checks of a message's content: its size, attachments, and viruses."""

from __future__ import annotations

from pathlib import PurePath

from moto.ses.exceptions import InvalidParameterValue

from .compose import DEFAULT_CHARSET, Content
from .headers import check_unique
from .raw import Mime

MAX_PARTS = 500
"""The most MIME parts of a message (our choice: AWS publishes no number)."""

PLAIN_LENGTH = 256 * 1024
"""Texts up to this size fit into any message size limit in every encoding (our choice)."""

# [AWS: "Amazon SES unsupported attachment types"].
_REFUSED_EXTENSIONS = frozenset(
    """
    .ade .adp .app .asp .bas .bat .cer .chm .cmd .com .cpl .crt .csh .der .exe .fxp .gadget .hlp .hta .inf .ins .isp
    .its .js .jse .ksh .lib .lnk .mad .maf .mag .mam .maq .mar .mas .mat .mau .mav .maw .mda .mdb .mde .mdt .mdw .mdz
    .msc .msh .msh1 .msh2 .mshxml .msh1xml .msh2xml .msi .msp .mst .ops .pcd .pif .plg .prf .prg .reg .scf .scr .sct
    .shb .shs .sys .ps1 .ps1xml .ps2 .ps2xml .psc1 .psc2 .tmp .url .vb .vbe .vbs .vps .vsmacros .vss .vst .vsw .vxd
    .ws .wsc .wsf .wsh .xnk
    """.split()  # noqa: SIM905  (a table is easier to read than a list of strings)
)

# In two parts, so that virus scanners do not report this file.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


_EICAR_TEXT = _EICAR.decode("ascii")


def is_plain(content: Content) -> bool:
    """Whether the content is only short text, so that the composed message needs no checks."""
    if content.headers or content.attachments:
        return False
    texts = [text for text in (content.subject, content.text, content.html) if text is not None]
    return all(text.charset == DEFAULT_CHARSET and _is_plain(text.text) for text in texts)


def _is_plain(text: str) -> bool:
    try:
        short = (len(text) if text.isascii() else len(text.encode("utf-8"))) < PLAIN_LENGTH
    except UnicodeEncodeError:
        return False
    return short and not text.lstrip().startswith(_EICAR_TEXT)


def check_size(size: int, limit: int) -> None:
    """Raise InvalidParameterValue for a message of more than ``limit`` bytes."""
    if size > limit:
        raise InvalidParameterValue(f"Message length is more than {limit} bytes long: '{size}'.")


def check_parts(mime: Mime) -> None:
    """Raise InvalidParameterValue for too many parts, a forbidden file extension, or a duplicate header."""
    check_unique(mime.keys())
    for number, part in enumerate(mime.walk(), 1):
        if number > MAX_PARTS:
            raise InvalidParameterValue(f"A message has at most {MAX_PARTS} MIME parts.")
        filename = part.get_filename()
        if filename and PurePath(filename.strip()).suffix.lower() in _REFUSED_EXTENSIONS:
            raise InvalidParameterValue(f"Illegal filename '{filename[:255]}'.")


def has_virus(mime: Mime) -> bool:
    """Whether a part is the EICAR test file, which SES treats as a virus [AWS: "Reject" in the mailbox simulator]."""
    return any(_is_eicar(part) for part in mime.walk() if not part.is_multipart())


def _is_eicar(part: Mime) -> bool:
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and payload.strip().startswith(_EICAR)
