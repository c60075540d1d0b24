"""`Idempotency-Key` on POST: who repeats a request that may have got lost has it done once."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.actions.idempotency import Answer, answer_once
from catalog.api.authentication import actor_of

Post = Callable[..., Response]


def idempotent(post: Post) -> Post:
    """Decorate a view's `post`; without the header it is called as it is."""

    @wraps(post)
    def once(view: Any, request: Request, **names: str) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return post(view, request, **names)

        def act() -> Answer:
            response = post(view, request, **names)
            return Answer(response.status_code, JSONRenderer().render(response.data).decode())

        answer = answer_once(actor_of(request), key, _digest(request), act)
        return Response(json.loads(answer.body), answer.status)

    return once


def _digest(request: Request) -> str:
    said = [request.method, request.get_full_path(), request.data]
    return sha256(json.dumps(said, sort_keys=True, default=_file_digest).encode()).hexdigest()


def _file_digest(upload: "UploadedFile[Any]") -> str:
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
