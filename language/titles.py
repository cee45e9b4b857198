"""The vocabulary of titles: what stands before a name or in a label, and what it says of the person.

The tables hold titles of office as such; nothing here knows of one administration, one person or one release.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from language.names import fold_letters


class Role(Enum):
    """What a label says of the person; the voice follows from it and from the kind of release (see ``turns``)."""

    REPORTER = auto()
    PUBLIC = auto()
    PARTICIPANT = auto()
    HOST = auto()
    STAFF = auto()
    INTERPRETER = auto()
    OPERATOR = auto()
    BACKGROUND_OFFICIAL = auto()
    OFFICIAL = auto()
    GUEST = auto()
    HEAD_OF_STATE = auto()
    HONORIFIC = auto()
    BARE = auto()


HONORIFICS = ("MR", "MS", "MRS", "MISS", "DR", "PROF", "PROFESSOR", "SIR", "DAME", "MX")
OFFICIAL_TITLES = (
    "SECRETARY", "DEPUTY SECRETARY", "UNDER SECRETARY", "UNDERSECRETARY", "ASSISTANT SECRETARY", "PRESS SECRETARY",
    "FOREIGN SECRETARY", "HOME SECRETARY", "STATE SECRETARY", "ADMINISTRATOR", "DEPUTY ADMINISTRATOR",
    "AMBASSADOR", "ENVOY", "SPECIAL ENVOY", "CONSUL", "CONSUL GENERAL", "CHARGE", "DIRECTOR", "DEPUTY DIRECTOR",
    "DIRECTOR GENERAL", "DIRECTOR-GENERAL", "ADVISOR", "ADVISER", "NATIONAL SECURITY ADVISOR",
    "NATIONAL SECURITY ADVISER", "COORDINATOR", "ATTORNEY GENERAL", "SURGEON GENERAL", "SOLICITOR GENERAL",
    "INSPECTOR GENERAL", "POSTMASTER GENERAL", "COUNSELOR", "COUNSEL", "CHAIR", "SPOKESPERSON", "SPOKESMAN",
    "SPOKESWOMAN", "MINISTER", "PERMANENT SECRETARY", "FIRST LADY", "FIRST GENTLEMAN", "SECOND LADY",
    "SECOND GENTLEMAN", "GENERAL", "ADMIRAL", "LIEUTENANT GENERAL", "MAJOR GENERAL", "BRIGADIER GENERAL",
    "VICE ADMIRAL", "REAR ADMIRAL", "COLONEL", "COMMANDER", "CAPTAIN", "MAJOR", "COMMISSIONER", "UNDER-SECRETARY",
    "ASSOCIATE ADMINISTRATOR", "CHIEF OF STAFF", "TREASURER", "ARCHIVIST", "ACTING", "TRADE REPRESENTATIVE",
    "PERMANENT REPRESENTATIVE", "SPECIAL REPRESENTATIVE", "SPECIAL ASSISTANT", "DEPUTY ASSISTANT",
)  # fmt: skip
GUEST_TITLES = (
    "PRIME MINISTER", "DEPUTY PRIME MINISTER", "FOREIGN MINISTER", "CHANCELLOR", "TAOISEACH", "KING", "QUEEN",
    "PRINCE", "PRINCESS", "CROWN PRINCE", "EMIR", "AMIR", "SHEIKH", "SULTAN", "POPE", "PREMIER", "HIS MAJESTY",
    "HER MAJESTY", "HIS HIGHNESS", "HIS EXCELLENCY", "HER EXCELLENCY", "SECRETARY GENERAL", "SECRETARY-GENERAL",
    "HIGH REPRESENTATIVE", "HIGH COMMISSIONER", "GOVERNOR", "LT GOVERNOR", "LIEUTENANT GOVERNOR", "MAYOR",
    "SENATOR", "REPRESENTATIVE", "CONGRESSMAN", "CONGRESSWOMAN", "CONGRESSMEMBER", "DELEGATE", "SPEAKER", "LEADER",
    "MAJORITY LEADER", "MINORITY LEADER", "WHIP", "CHAIRMAN", "CHAIRWOMAN", "COUNCILMAN", "COUNCILWOMAN",
    "COUNCILMEMBER", "COUNCILOR", "ASSEMBLYMAN", "ASSEMBLYWOMAN", "SUPERVISOR", "JUDGE", "JUSTICE",
    "CHIEF JUSTICE", "PRINCIPAL CHIEF", "CHIEF", "POLICE CHIEF", "FIRE CHIEF", "SHERIFF", "COUNTY EXECUTIVE",
    "BISHOP", "ARCHBISHOP", "CARDINAL", "RABBI", "REVEREND", "REV", "PASTOR", "FATHER", "SISTER", "IMAM", "COACH",
    "SERGEANT", "OFFICER", "PRESIDENT-ELECT", "MP", "LORD", "LADY", "FORMER", "STATE SENATOR",
    "STATE REPRESENTATIVE", "PRESIDING", "SUPERINTENDENT", "PRINCIPAL", "CEO",
)  # fmt: skip
# Titles that a county, a state's police or its guard has too: an event's own officials are not told from theirs by them.
LOCAL_TITLES = frozenset(
    {"COMMISSIONER", "COLONEL", "MAJOR", "CAPTAIN", "COMMANDER", "MAJOR GENERAL", "BRIGADIER GENERAL"}
)
HEADS_OF_STATE = ("PRESIDENT", "VICE PRESIDENT", "VICE-PRESIDENT")
REPORTERS = (
    "Q", "QUESTION", "REPORTER", "REPORTERS", "PRESS", "THE PRESS", "JOURNALIST", "INTERVIEWER", "PHOTOJOURNALIST",
    "PHOTOGRAPHER", "CAMERAMAN", "CORRESPONDENT", "POOL REPORTER",
)  # fmt: skip
PUBLIC = (
    "AUDIENCE", "AUDIENCE MEMBER", "AUDIENCE MEMBERS", "CROWD", "CHILD", "CHILDREN", "STUDENT", "STUDENTS",
    "CUSTOMER", "WOMAN", "MAN", "VOICE", "VOICES", "ATTENDEE", "CROWD MEMBER", "SPEAKER", "UNIDENTIFIED SPEAKER",
    "PROTESTER", "MEMBER OF THE PUBLIC", "PATRON", "VOLUNTEER", "WORKER", "EMPLOYEE", "FIREFIGHTER", "NEIGHBOR",
    "RESIDENT",
)  # fmt: skip
PARTICIPANTS = ("PARTICIPANT", "PARTICIPANTS", "CALLER")
HOSTS = ("MODERATOR", "HOST", "EMCEE", "MC")
STAFF = ("AIDE", "STAFF", "MILITARY AIDE", "STAFF MEMBER", "PRESS OFFICE", "BRIEFER")
INTERPRETERS = ("INTERPRETER", "THE INTERPRETER", "TRANSLATOR", "ANNOUNCER")
OPERATORS = ("OPERATOR", "THE OPERATOR", "CONFERENCE OPERATOR")

# What a group is called, or one of it: whom a label that ends so names is not known ('HARBOR CREW', 'LOCAL OFFICIAL').
GROUPS = frozenset({"OFFICIAL", "OFFICIALS", "CREW", "MEMBER", "MEMBERS", "TEAM", "BAND", "CHOIR", "FAMILY"})

ROLE_WORDS: dict[str, Role] = {
    **dict.fromkeys(REPORTERS, Role.REPORTER), **dict.fromkeys(PUBLIC, Role.PUBLIC),
    **dict.fromkeys(PARTICIPANTS, Role.PARTICIPANT), **dict.fromkeys(HOSTS, Role.HOST),
    **dict.fromkeys(STAFF, Role.STAFF), **dict.fromkeys(INTERPRETERS, Role.INTERPRETER),
    **dict.fromkeys(OPERATORS, Role.OPERATOR),
}  # fmt: skip
TITLES: dict[str, Role] = {
    **dict.fromkeys(OFFICIAL_TITLES, Role.OFFICIAL), **dict.fromkeys(GUEST_TITLES, Role.GUEST),
    **dict.fromkeys(HEADS_OF_STATE, Role.HEAD_OF_STATE), **dict.fromkeys(HONORIFICS, Role.HONORIFIC),
}  # fmt: skip

# Words of offices as prose writes them, in lower case: what is left of an item of a byline without them is a name.
_OFFICES = """
    a the his her its our president vice first second third lady gentleman secretary press deputy under assistant
    acting associate principal director administrator advisor adviser advisors coordinator spokesperson spokesman
    spokeswoman ambassador envoy consul chair chairman chairwoman chairperson co-chair general attorney surgeon
    solicitor inspector minister prime chancellor king queen prince princess crown emir amir sheikh sultan pope
    taoiseach premier governor lt lieutenant mayor senator representative congressman congresswoman congressmember
    delegate judge justice chief officer staff counsel counselor senior junior national security council homeland
    defense defence state treasury commerce labor labour energy education transportation transport health human
    services service veterans affairs housing urban development interior agriculture economic economics climate
    domestic policy science technology technologies management budget trade infrastructure communications engagement public
    strategic operations operation white house u.s us united states american nsc nec cea omb cdc fda epa fema usaid
    nih response team official officials special presidential medical crisis centre center consular foreign
    commissioner colonel captain commander admiral major brigadier sergeant doctor dr drs messrs mr ms mrs miss
    professor prof sir dame rev reverend rabbi bishop ministry department office administration former executive
    member members leader speaker majority minority director-general under-secretary secretary-general high union
    european minister-president president-elect excellency majesty highness honorable hon international global
    covid-19 covid emergency preparedness supply chain cyber cybersecurity intelligence legislative political digital
    implementation military civil society gender and of for to on joint chiefs doctors secretaries senators governors
    ministers presidents ambassadors commission kingdom republic federation parliament cabinet agency bureau ensign
    corporal specialist cadet commonwealth
"""
OFFICE_WORDS = frozenset(_OFFICES.split())


def is_office_word(word: str) -> bool:
    """Say whether a word belongs to the name of an office rather than of a person."""
    return word.lower().strip(".,;:()’'") in OFFICE_WORDS


# Say nothing of which office it is: the archive's own country and house, articles and joints.
_EMPTY_WORDS = """
    a an the of for to in on and our his her their my this white house u.s us united states america american administration
    department ministry mr ms mrs miss madam dr professor honorable hon
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_SPELLINGS = {"adviser": "advisor", "defence": "defense", "labour": "labor", "coordinater": "coordinator"}
# An office with one of these is another than the one without: 'Deputy Secretary of State' is no Secretary of State.
_RANK_WORDS = """
    deputy under undersecretary assistant associate acting vice former then incoming designate elect nominee press
    principal senior junior special staff second first counselor chief attorney surgeon solicitor inspector prime
    spokesperson interim future late general crown
"""
_RANKS = frozenset(_RANK_WORDS.split())


@lru_cache(maxsize=8192)
def office_key(printed: str) -> frozenset[str]:
    """Return what an office is compared by: its words without those that say nothing, spelled one way."""
    words = re.findall(r"[^\W_]+(?:[.’'-][^\W_]+)*", fold_letters(printed))
    bare = (re.sub(r"[’']s$", "", word) for word in words)
    return frozenset(_SPELLINGS.get(word, word) for word in bare if word not in _EMPTY)


def is_same_rank(title: frozenset[str], office: frozenset[str]) -> bool:
    """Say whether an office is a particular one of a title: 'secretary of state' of 'secretary', but no deputy's."""
    return title < office and not (office - title) & _RANKS
