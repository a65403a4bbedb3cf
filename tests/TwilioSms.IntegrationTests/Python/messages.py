"""Twilio's own client for Python, pointed at the emulator: sends, fetches, lists, is refused. Prints what it was told, as JSON."""
import json
import sys

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

address, account, token = sys.argv[1:]


class ToEmulator(TwilioHttpClient):
    def request(self, method, uri, *args, **kwargs):
        return super().request(method, uri.replace("https://api.twilio.com", address), *args, **kwargs)


client = Client(account, token, http_client=ToEmulator())
sent = client.messages.create(from_="+14155550100", to="+14155550111", body="Grüße from Python 👋", media_url=["https://example.com/1.png"])
fetched = client.messages(sent.sid).fetch()
media = client.messages(sent.sid).media.list()
feedback = client.messages(sent.sid).feedback.create(outcome="confirmed")
for i in range(3):
    client.messages.create(from_="+14155550100", to="+14155550122", body=f"Message {i}")
listed = client.messages.list(to="+14155550122", page_size=2)
try:
    client.messages.create(from_="+14155550100", to="+15005550004", body="Refused")
except TwilioRestException as error:
    refused = {"status": error.status, "code": error.code}

print(json.dumps({
    "fetched": {"sid": fetched.sid, "body": fetched.body},
    "media": [medium.content_type for medium in media],
    "feedback": feedback.outcome,
    "listed": [message.body for message in listed],
    "refused": refused,
}))
