"""British and American spelling of the words that papers in this field use. Participants' words are never respelled."""

from __future__ import annotations

import re

_AMERICAN = {
    "programme": "program",
    "programmes": "programs",
    "behaviour": "behavior",
    "behaviours": "behaviors",
    "behavioural": "behavioral",
    "analyse": "analyze",
    "analysed": "analyzed",
    "analyses": "analyses",
    "analysing": "analyzing",
    "organisation": "organization",
    "organisations": "organizations",
    "organisational": "organizational",
    "recognise": "recognize",
    "recognised": "recognized",
    "recognises": "recognizes",
    "recognising": "recognizing",
    "normalise": "normalize",
    "normalised": "normalized",
    "normalisation": "normalization",
    "prioritise": "prioritize",
    "prioritised": "prioritized",
    "prioritisation": "prioritization",
    "theorise": "theorize",
    "theorised": "theorized",
    "theorising": "theorizing",
    "hypothesise": "hypothesize",
    "hypothesised": "hypothesized",
    "stigmatise": "stigmatize",
    "stigmatised": "stigmatized",
    "stigmatising": "stigmatizing",
    "summarise": "summarize",
    "summarised": "summarized",
    "synthesise": "synthesize",
    "synthesised": "synthesized",
    "categorise": "categorize",
    "categorised": "categorized",
    "characterise": "characterize",
    "characterised": "characterized",
    "generalise": "generalize",
    "generalised": "generalized",
    "anonymise": "anonymize",
    "anonymised": "anonymized",
    "centre": "center",
    "centres": "centers",
    "colour": "color",
    "colours": "colors",
    "favour": "favor",
    "favours": "favors",
    "honour": "honor",
    "labour": "labor",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "rigour": "rigor",
    "counselling": "counseling",
    "counsellor": "counselor",
    "counsellors": "counselors",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "fulfil": "fulfill",
    "judgement": "judgment",
    "judgements": "judgments",
    "labelled": "labeled",
    "modelling": "modeling",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "paediatric": "pediatric",
    "sceptical": "skeptical",
    "travelled": "traveled",
    "whilst": "while",
}
"""British word -> American word; both in small letters."""

_WORD = re.compile(r"[A-Za-z]+")


def american(text: str) -> str:
    """Return the text with the known British words spelt the American way; capitals stay capitals."""
    return _WORD.sub(lambda found: _respelt(found.group()), text)


def _respelt(word: str) -> str:
    known = _AMERICAN.get(word.lower())
    if known is None:
        return word
    if word.isupper():
        return known.upper()
    return known.capitalize() if word[0].isupper() else known
