#!/usr/bin/env bash
# Pools, limits, conversion, association, events, sending and metrics with nothing but curl (7.75 or newer): SES v2 is JSON
# over HTTP, and so are the hooks; SNS, SQS and CloudWatch take forms, signed so that the server knows which of them is meant.
# Usage: walk.sh http://localhost:5000   (where `moto-ses-managed server` listens)
set -euo pipefail

server=${1:-http://localhost:5000}
region=us-east-1 # where SES listens to what is not signed
hooks=$server/moto-api/ses-managed
ses=$server/v2/email

fail() {
    echo "NOT as it should be: $*" >&2
    exit 1
}

# call METHOD URL [JSON]: prints the answer; it must be a 200.
call() {
    curl --silent --show-error --fail-with-body --request "$1" "$2" ${3:+--data "$3"}
}

# form SERVICE ACTION NAME=VALUE...: asks a service that takes forms and answers XML.
form() {
    local service=$1 fields=(--data-urlencode "Action=$2") field
    shift 2
    for field in "$@"; do fields+=(--data-urlencode "$field"); done
    curl --silent --show-error --fail-with-body --aws-sigv4 "aws:amz:$region:$service" --user test:test "$server/" "${fields[@]}"
}

# text ELEMENT XML: what is in the first element of that name.
text() {
    local rest=${2#*"<$1>"}
    echo "${rest%%"</$1>"*}"
}

# refused CODE METHOD URL [JSON]: SES must answer with that error.
refused() {
    local code=$1 reply
    shift
    if reply=$(call "$@" 2>&1); then fail "$* was taken: $reply"; fi
    [[ $reply == *"\"$code\""* ]] || fail "$* was answered with $reply"
    echo "refused as it should be: $code"
}

# expect TEXT ANSWER: the answer has the text.
expect() {
    [[ $2 == *"$1"* ]] || fail "$1 is not in $2"
}

# now ANSWER: the simulated time in the answer of a hook.
now() {
    local rest=${1#*\"Now\": \"}
    echo "${rest%%\"*}"
}

call GET "$hooks/health" >/dev/null || fail "no server answers at $server"
began=$(now "$(call POST "$hooks/reset?Region=$region")")

# A managed pool starts with no IP, and its name is taken.
call POST "$ses/dedicated-ip-pools" '{"PoolName": "marketing", "ScalingMode": "MANAGED"}' >/dev/null
refused AlreadyExistsException POST "$ses/dedicated-ip-pools" '{"PoolName": "marketing"}'
expect '"Ips": []' "$(call GET "$hooks/pools/marketing")"
expect '"SendingStatus": "Insufficient volume"' "$(call GET "$hooks/pools/marketing")"

# 50 pools are the limit, whatever their kind.
for number in $(seq 49); do
    call POST "$ses/dedicated-ip-pools" "{\"PoolName\": \"spare-$number\"}" >/dev/null
done
refused LimitExceededException POST "$ses/dedicated-ip-pools" '{"PoolName": "one-too-many"}'
for number in $(seq 49); do
    call DELETE "$ses/dedicated-ip-pools/spare-$number" >/dev/null
done

# A standard pool with leased IPs becomes a managed one, and never a standard one again.
call POST "$ses/dedicated-ip-pools" '{"PoolName": "receipts", "ScalingMode": "STANDARD"}' >/dev/null
call POST "$hooks/standard-ips" '{"Count": 2, "PoolName": "receipts"}' >/dev/null
call PUT "$ses/dedicated-ip-pools/receipts/scaling" '{"ScalingMode": "MANAGED"}' >/dev/null
refused BadRequestException PUT "$ses/dedicated-ip-pools/receipts/scaling" '{"ScalingMode": "STANDARD"}'
expect '"ScalingMode": "MANAGED"' "$(call GET "$hooks/pools/receipts")"

# A configuration set sends through one pool; naming another moves it.
call POST "$ses/configuration-sets" \
    '{"ConfigurationSetName": "newsletter", "DeliveryOptions": {"SendingPoolName": "receipts"}}' >/dev/null
expect '"ConfigurationSets": ["newsletter"]' "$(call GET "$hooks/pools/receipts")"
call PUT "$ses/configuration-sets/newsletter/delivery-options" '{"SendingPoolName": "marketing"}' >/dev/null
expect '"ConfigurationSets": []' "$(call GET "$hooks/pools/receipts")"
expect '"ConfigurationSets": ["newsletter"]' "$(call GET "$hooks/pools/marketing")"

# Events of its mail go to a topic, and from there to a queue of this walk's own.
topic=$(text TopicArn "$(form sns CreateTopic Name=mail-events)")
queue=$(text QueueUrl "$(form sqs CreateQueue "QueueName=mail-events-$$")")
form sns Subscribe "TopicArn=$topic" Protocol=sqs "Endpoint=${topic/:sns:/:sqs:}-$$" \
    Attributes.entry.1.key=RawMessageDelivery Attributes.entry.1.value=true >/dev/null
call POST "$ses/configuration-sets/newsletter/event-destinations" "{\"EventDestinationName\": \"topic\",
    \"EventDestination\": {\"Enabled\": true, \"MatchingEventTypes\": [\"SEND\", \"DELIVERY\"],
    \"SnsDestination\": {\"TopicArn\": \"$topic\"}}}" >/dev/null

# Mail goes through the shared pool until the pool has earned an IP.
call POST "$ses/identities" '{"EmailIdentity": "shop.example.com"}' >/dev/null
mail='{"FromEmailAddress": "Shop <hello@shop.example.com>", "ConfigurationSetName": "newsletter",
    "Destination": {"ToAddresses": ["ann@gmail.com"]},
    "Content": {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hi Ann"}}}}}'
sent=$(call POST "$ses/outbound-emails" "$mail")
expect '"Pool": "marketing", "Status": "DELIVERED", "Route": "SHARED"' "$(call GET "$hooks/messages")"

# Five days of traffic, and it has one.
call PUT "$hooks/policy" '{"FirstIpDays": 3, "FirstIpDailyVolume": 200}' >/dev/null
expect '"SendingStatus": "Sending via Dedicated IPs"' \
    "$(call POST "$hooks/traffic" '{"PoolName": "marketing", "PerDay": {"Gmail": 150, "Yahoo": 100}, "Days": 5}')"
call POST "$ses/outbound-emails" "$mail" >/dev/null
expect '"Pool": "marketing", "Status": "DELIVERED", "Route": "DEDICATED"' "$(call GET "$hooks/messages")"

received=$(form sqs ReceiveMessage "QueueUrl=$queue" MaxNumberOfMessages=10)
first=${sent#*\"MessageId\": \"}
expect "&quot;messageId&quot;: &quot;${first%%\"*}&quot;" "$received"
expect '&quot;eventType&quot;: &quot;Delivery&quot;' "$received"

# Two days later the quota's 24 hours are over, and the bill has the pool on it.
ended=$(now "$(call POST "$hooks/advance" '{"Days": 2}')")
expect '"SentLast24Hours": 0' "$(call GET "$ses/account")"
expect '"Pool": "marketing", "ManagedMessages"' "$(call GET "$hooks/bill" | sed 's/"Pools": \[//')"

# CloudWatch has the pool's metrics: two messages and five days of 250, and what an ISP takes of it in a day.
metric() {
    form monitoring GetMetricStatistics Namespace=AWS/SES "StartTime=${began%T*}T00:00:00Z" "EndTime=$ended" \
        Dimensions.member.1.Name=DedicatedIpPool Dimensions.member.1.Value=marketing "$@"
}
expect "<Sum>1252.0</Sum>" "$(metric MetricName=Send Period=2592000 Statistics.member.1=Sum)"
expect "<Unit>Percent</Unit>" \
    "$(metric MetricName=ApproximateDedicatedSendingPercentage Period=2592000 Statistics.member.1=Average)"
capacity=$(metric MetricName=Available24HourSend Dimensions.member.2.Name=ISP Dimensions.member.2.Value=Gmail \
    Period=2592000 Statistics.member.1=Maximum)
expect "\"Capacity24Hours\": $(text Maximum "$capacity" | sed 's/\.0$//')," "$(call GET "$hooks/pools/marketing")"

echo "all of it as Amazon SES has it"
