"""The certificate a listener shows."""

from __future__ import annotations

import ssl
from pathlib import Path

from tutor_shared.errors import UsageError


def server_context(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """A context for TLS 1.2 and newer, or None without a certificate.

    Raises:
        UsageError: the files are not a certificate chain and its key.
    """
    if cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The certificate {cert} and key {key} cannot be used ({error}). "
            "Give --tls-cert and --tls-key a PEM certificate chain and its key."
        ) from None
    return context
