"""What the driver's exceptions mean to a user of kgbuild, and what to do about each."""

from __future__ import annotations

from ssl import SSLError

from neo4j.exceptions import Neo4jError, ServiceUnavailable

from kgbuild.config import Neo4jSettings

__all__ = ["explain", "unknown_host"]

# {again} and {resume} depend on whether a load failed or a question; {use} is what the user wanted to do there.
_AGAIN = "when it is back, {resume}"
_START = "start it (docker compose up -d) or check the address, then {again}"
_ENOUGH = "give the server more memory or disk, then {resume}"
_OWN = "keep kgbuild's graph in a database of its own"
_RIGHTS = "use a user who may {use} there; in a cluster use a neo4j:// address"
_VERSION = "use Neo4j 5.26 or newer"

# By the code that the server gives, where its class says too little.
_BY_CODE = {
    "Neo.ClientError.Security.CredentialsExpired": (
        "the password of {user!r} at {uri} has expired",
        "log in once with the Neo4j Browser to set a new one, then set NEO4J_PASSWORD",
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "{uri} has seen too many wrong passwords",
        "wait a few seconds, check NEO4J_USERNAME and NEO4J_PASSWORD, and {again}",
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        "Neo4j at {uri} has no database called {database!r}",
        "check NEO4J_DATABASE; leave it out to use the server's default database",
    ),
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": (
        "Neo4j at {uri} holds other nodes labelled Entity, Claim or Document that share an id",
        _OWN,
    ),
    "Neo.ClientError.Schema.IndexAlreadyExists": (
        "Neo4j at {uri} has an index of its own on the id of Entity, Claim or Document",
        "drop that index, or " + _OWN,
    ),
    "Neo.ClientError.Statement.AccessMode": ("Neo4j at {uri} is read-only for us", _RIGHTS),
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": ("Neo4j at {uri} is read-only for us", _RIGHTS),
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": ("Neo4j at {uri} is out of memory", _ENOUGH),
    "Neo.TransientError.General.OutOfMemoryError": ("Neo4j at {uri} is out of memory", _ENOUGH),
}

_UNTRUSTED = (
    "no encrypted connection to {uri}: its certificate is not trusted, or it does not encrypt",
    "check the address; +ssc in place of +s (bolt+ssc://) takes a certificate that nobody else has signed",
)
# With neo4j+s:// the driver does not tell why it found no server.
_SILENT = (
    "no Neo4j server answers at {uri}, or none that encrypts",
    "start it, or check the address: without +s if it does not encrypt, with +ssc if nobody else has signed its "
    "certificate; then {again}",
)

# By class, for the class itself and those derived from it.
_BY_CLASS = {
    "AuthError": (
        "Neo4j at {uri} refuses the user name {user!r} or its password",
        "check NEO4J_USERNAME and NEO4J_PASSWORD, then {again}",
    ),
    "Forbidden": ("Neo4j at {uri} does not allow {user!r} to do this", _RIGHTS),
    "ForbiddenOnReadOnlyDatabase": ("Neo4j at {uri} is read-only for us", _RIGHTS),
    "NotALeader": ("Neo4j at {uri} is read-only for us", _RIGHTS),
    "ConstraintError": ("other data in the database at {uri} is in the way ({code})", _OWN),
    "CypherSyntaxError": ("Neo4j at {uri} is too old to understand kgbuild ({code})", _VERSION),
    "ClientError": ("Neo4j at {uri} refused a request ({code}): {said}", "see the server's log; " + _VERSION),
    "DatabaseUnavailable": ("the database at {uri} is not available now ({code})", _AGAIN),
    "TransientError": ("Neo4j at {uri} is too busy ({code})", _AGAIN),
    "DatabaseError": ("Neo4j at {uri} failed ({code})", "see the server's log for the cause; " + _ENOUGH),
    "Neo4jError": ("Neo4j at {uri} failed ({code})", "see the server's log for the cause"),
    "ServiceUnavailable": ("no Neo4j server answers at {uri}", _START),
    "IncompleteCommit": ("the connection to Neo4j at {uri} broke off", _AGAIN),
    "SessionExpired": ("the connection to Neo4j at {uri} broke off", _AGAIN),
    "ConnectionPoolError": ("Neo4j at {uri} does not accept another connection", _AGAIN),
    "UnsupportedServerProduct": ("what answers at {uri} is not a Neo4j server that we can talk to", _VERSION),
    "CertificateConfigurationError": ("the certificates for {uri} cannot be used", "check the TLS settings"),
    "ConfigurationError": ("Neo4j at {uri} cannot work with our settings", _VERSION),
    "DriverError": (
        "the Neo4j driver failed at {uri} ({kind})",
        "run it again with --debug and report what it says",
    ),
}


_TO_WRITE = {
    "again": "run `kgbuild sync`",
    "resume": "run `kgbuild sync`: it goes on where this one stopped",
    "use": "write",
}
_TO_READ = {"again": "ask again", "resume": "ask again", "use": "read"}


def explain(error: Exception, *, settings: Neo4jSettings, to_write: bool) -> tuple[str, str]:
    """Return one line that says what happened, and one that says what to do.

    Args:
        to_write: whether a graph was being loaded, and not asked.
    """
    # Both are None in an error that the driver made up itself.
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    said = (error.message or "") if isinstance(error, Neo4jError) else ""
    message, hint = _BY_CODE.get(code) or _of_class(error, settings)
    words = {
        "uri": settings.uri,
        "user": settings.username,
        "database": settings.database,
        "code": code or type(error).__name__,
        "said": " ".join(said.split())[:300],
        "kind": type(error).__name__,
    }
    return message.format(**words), _hint(hint, to_write=to_write)


def unknown_host(settings: Neo4jSettings, *, to_write: bool) -> tuple[str, str]:
    """What `explain` returns, for an address whose host is not found."""
    return f"the host of {settings.uri} is not found", _hint(_START, to_write=to_write)


def _hint(hint: str, *, to_write: bool) -> str:
    return hint.format(**(_TO_WRITE if to_write else _TO_READ))


def _is_of_tls(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _of_class(error: Exception, settings: Neo4jSettings) -> tuple[str, str]:
    if _is_of_tls(error):
        return _UNTRUSTED
    # Not for what derives from it: a connection that broke off was encrypted.
    if type(error) is ServiceUnavailable and "+s" in (settings.uri or ""):
        return _SILENT
    # The most specific class that the table knows; the roots of all that the driver raises are in it.
    return next(_BY_CLASS[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _BY_CLASS)
