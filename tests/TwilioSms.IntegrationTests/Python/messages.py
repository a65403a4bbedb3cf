"""Twilio's own client for Python, pointed at the emulator: sends, fetches, lists, changes, deletes, is refused. Prints what it was told, as JSON."""
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from urllib.request import Request, urlopen

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

address, account, token = sys.argv[1:]


class ToEmulator(TwilioHttpClient):
    def request(self, method, uri, *args, **kwargs):
        return super().request(method, re.sub(r"https://\w+\.twilio\.com", address, uri), *args, **kwargs)


def steer(method, path, content):
    request = Request(f"{address}/emulator/{path}", json.dumps(content).encode(), {"Content-Type": "application/json"}, method=method)
    urlopen(request).close()


def refusal(**message):
    try:
        client.messages.create(from_="+14155550100", body="Refused", **message)
    except TwilioRestException as error:
        return {"status": error.status, "code": error.code}


client = Client(account, token, http_client=ToEmulator())
sent = client.messages.create(from_="+14155550100", to="+14155550111", body="Grüße from Python 👋", media_url=["https://example.com/1.png"])
fetched = client.messages(sent.sid).fetch()
media = client.messages(sent.sid).media.list()
feedback = client.messages(sent.sid).feedback.create(outcome="confirmed")
for i in range(3):
    client.messages.create(from_="+14155550100", to="+14155550122", body=f"Message {i}")
listed = client.messages.list(to="+14155550122", page_size=2)

service = client.messaging.v1.services.create(friendly_name="Reminders")
number = client.incoming_phone_numbers.list()[0]
client.messaging.v1.services(service.sid).phone_numbers.create(phone_number_sid=number.sid)
pooled = client.messages.create(messaging_service_sid=service.sid, to="+14155550144", body="From the pool")
scheduled = client.messages.create(
    messaging_service_sid=service.sid, to="+14155550144", body="Later", schedule_type="fixed",
    send_at=datetime.now(timezone.utc) + timedelta(hours=1))
canceled = client.messages(scheduled.sid).update(status="canceled")
steer("PUT", "deliveries/+14155550155", {"errorCode": 30034})
lost = client.messages.create(from_="+14155550100", to="+14155550155", body="Lost")
steer("POST", "clock", {"forwardSeconds": 60})
undelivered = client.messages(lost.sid).fetch()
redacted = client.messages(sent.sid).update(body="")
deleted = client.messages(lost.sid).delete()
steer("POST", "messages", {"from": "+14155550166", "to": "+14155550100", "body": "STOP"})

print(json.dumps({
    "fetched": {"sid": fetched.sid, "body": fetched.body},
    "media": [medium.content_type for medium in media],
    "feedback": feedback.outcome,
    "listed": [message.body for message in listed],
    "pooled": client.messages(pooled.sid).fetch().from_,
    "scheduled": [scheduled.status, canceled.status],
    "undelivered": {"status": undelivered.status, "code": undelivered.error_code},
    "redacted": redacted.body,
    "deleted": deleted,
    "stopped": refusal(to="+14155550166")["code"],
    "account": client.api.account.fetch().status,
    "balance": client.api.account.balance.fetch().currency,
    "refused": refusal(to="+15005550004"),
}))
