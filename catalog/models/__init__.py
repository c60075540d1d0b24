"""The facts."""

from catalog.models.attested import AttestedFact, FactSource
from catalog.models.audit import AuditEvent, Change
from catalog.models.contracts import (
    Comparison,
    Compatibility,
    Contract,
    ContractFormat,
    ContractVersion,
    Document,
    Documentation,
    Operation,
    Stability,
    Strictness,
    Validation,
    VersionScheme,
    VersionState,
)
from catalog.models.environments import Deployment, Environment, GateMode
from catalog.models.idempotency import IdempotentAnswer
from catalog.models.people import Person, Role, Token, TokenScope
from catalog.models.releases import Dependency, Provision, Release
from catalog.models.services import (
    DataClassification,
    Domain,
    Exposure,
    Lifecycle,
    Service,
    ServiceKind,
    System,
    VersioningStrategy,
)
from catalog.models.sign_in import FailedSignIn
from catalog.models.teams import MemberRole, Membership, Team, TeamKind

__all__ = [
    "AttestedFact",
    "AuditEvent",
    "Change",
    "Comparison",
    "Compatibility",
    "Contract",
    "ContractFormat",
    "ContractVersion",
    "DataClassification",
    "Dependency",
    "Deployment",
    "Document",
    "Documentation",
    "Domain",
    "Environment",
    "Exposure",
    "FactSource",
    "FailedSignIn",
    "GateMode",
    "IdempotentAnswer",
    "Lifecycle",
    "MemberRole",
    "Membership",
    "Operation",
    "Person",
    "Provision",
    "Release",
    "Role",
    "Service",
    "ServiceKind",
    "Stability",
    "Strictness",
    "System",
    "Team",
    "TeamKind",
    "Token",
    "TokenScope",
    "Validation",
    "VersionScheme",
    "VersionState",
    "VersioningStrategy",
]
