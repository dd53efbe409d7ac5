"""Parts of a zip container (docx), each with its size checked before and while it is unpacked, and safe XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput
from ipof_workbench.importers import limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")


class Container:
    """A zip file in memory whose parts can be read within the limits."""

    def __init__(self, content: bytes, file_name: str) -> None:
        """Open the container.

        Raises:
            UnreadableInput: not a zip file, broken off, encrypted, or parts stand in it twice.
            InputTooLarge: its parts would unpack to more than the limits allow.
        """
        self.file_name = file_name
        _refuse_old_formats(content, file_name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise UnreadableInput(
                f"{file_name} is broken off or damaged; copy it again or open and save it in Word."
            ) from None
        self._check_sizes()

    def _check_sizes(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > limits.PART_COUNT:
            raise InputTooLarge(f"{self.file_name} holds {len(parts):,} parts; {limits.PART_COUNT:,} are accepted.")
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise _protected(self.file_name)
        if len({part.filename.casefold() for part in parts}) < len(parts):
            raise UnreadableInput(f"{self.file_name} holds the same part twice; open and save it in Word first.")
        if sum(part.file_size for part in parts) > limits.CONTAINER_BYTES:
            raise self._bomb(limits.megabytes(limits.CONTAINER_BYTES))
        for part in parts:
            packed_well = part.file_size > limits.PACKING_RATIO * max(1, part.compress_size)
            if part.file_size > limits.RATIO_FREE_BYTES and packed_well:
                raise self._bomb(f"{limits.PACKING_RATIO} times its size")

    def _bomb(self, bound: str) -> InputTooLarge:
        return InputTooLarge(f"{self.file_name} would unpack to more than {bound}, which is not accepted.")

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, counted while they are unpacked because a header may lie.

        Raises:
            UnreadableInput: the part is missing or damaged.
            InputTooLarge: it has more than `limits.PART_BYTES`.
        """
        try:
            with self._zip.open(part) as stream:
                content = stream.read(limits.PART_BYTES + 1)
        except (KeyError, EOFError, OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
            raise UnreadableInput(
                f"{self.file_name} is damaged: its part {part} cannot be unpacked; copy the file again."
            ) from None
        if len(content) > limits.PART_BYTES:
            raise self._bomb(limits.megabytes(limits.PART_BYTES))
        return content

    def xml(self, part: str) -> _Element:
        """Return the root of an XML part; no DTD, no entities, no network.

        Raises:
            UnreadableInput: as `read`, or the part is not well-formed or declares a DTD.
            InputTooLarge: as `read`, or one of its nodes is too large.
        """
        return parse_xml(self.read(part), part, self.file_name)


def parse_xml(content: bytes, part: str, file_name: str) -> _Element:
    """Return the root of an XML document that declares nothing.

    Raises:
        UnreadableInput: it is not well-formed or has a DTD or entities.
        InputTooLarge: a node is larger or nested deeper than the parser accepts.
    """
    from lxml import etree

    for declaration in _DECLARATIONS:
        if any(declaration.encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise _declares(part, file_name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if "huge" in str(error).lower() or "limit" in str(error).lower() or "depth" in str(error).lower():
            raise InputTooLarge(f"A single piece of {part} in {file_name} is too large to be a document.") from None
        raise UnreadableInput(f"{file_name} is damaged: its part {part} is not valid XML.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(part, file_name)
    return root


def _declares(part: str, file_name: str) -> UnreadableInput:
    return UnreadableInput(
        f"{file_name} declares entities or a document type in {part}, which no Word document does; it was not read."
    )


def _refuse_old_formats(content: bytes, file_name: str) -> None:
    if content.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in content:
            raise _protected(file_name)
        raise UnreadableInput(f"{file_name} is in the old Word format (.doc); save it as .docx in Word first.")
    if not content.startswith(b"PK"):
        raise UnreadableInput(f"{file_name} is not a Word document (.docx), whatever its name says.")


def _protected(file_name: str) -> UnreadableInput:
    return UnreadableInput(f"{file_name} is protected by a password; remove the password in Word and save it again.")
