"""Why a place of a document became the rows that it became, and why other rules lost.

The stages are run again on the file; what they made of the place is read from their results, and
their public pieces (unit words, cues, names, heads) are asked again at the place itself.
"""

from .file import explain_file

__all__ = ["explain_file"]
