"""A message that shows what a change breaks."""

from typing import Any

from rest_framework import serializers

from catalog.contracts.changes import SIDES


class RequestMessageSerializer(serializers.Serializer[Any]):
    """A whole request; what it leaves out need not be sent."""

    always = ("method", "path", "query", "headers", "cookies")
    method = serializers.CharField()
    path = serializers.CharField(help_text="As it is sent, without the server's own path.")
    query = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    headers = serializers.DictField(child=serializers.CharField())
    cookies = serializers.DictField(child=serializers.CharField())
    content_type = serializers.CharField(required=False)
    body = serializers.JSONField(required=False, help_text="JSON; of a form its text.")


class ResponseMessageSerializer(serializers.Serializer[Any]):
    """A whole response."""

    always = ("status", "headers")
    status = serializers.IntegerField()
    headers = serializers.DictField(child=serializers.CharField())
    content_type = serializers.CharField(required=False)
    body = serializers.JSONField(required=False)


class WitnessSerializer(serializers.Serializer[Any]):
    """A request or response, as a conforming peer sends it, that one side accepts and the other rejects."""

    always = ("operation", "part", "instance", "accepted_by", "rejected_by")
    operation = serializers.CharField(help_text="The operation as the documents write it.")
    part = serializers.CharField(help_text="What in the message tells the sides apart.")
    instance = serializers.JSONField(help_text="The value of that part.")
    accepted_by = serializers.ChoiceField(SIDES)
    rejected_by = serializers.ChoiceField(SIDES)
    request = RequestMessageSerializer(required=False)
    response = ResponseMessageSerializer(required=False)
    query = serializers.CharField(required=False, help_text="Of GraphQL: the text of the request.")
