"""Transfer: an archive as one file, from one machine to others: exports, imports, replicas that follow."""

from archive.transfer.cli import add_commands
from archive.transfer.exporting import export_to_file
from archive.transfer.importing import ImportReport, follow_export, import_export
from archive.transfer.manifest import ExportError, ExportManifest, ExportNotice
from archive.transfer.packing import PublishedFiles, pack
from archive.transfer.sources import find_export, partial_files

__all__ = [
    "ExportError",
    "ExportManifest",
    "ExportNotice",
    "ImportReport",
    "PublishedFiles",
    "add_commands",
    "export_to_file",
    "find_export",
    "follow_export",
    "import_export",
    "pack",
    "partial_files",
]
