#!/usr/bin/env bash
# Pools, limits, conversion, association, events, sending and metrics, with the AWS CLI (version 1 or 2).
# Usage: walk.sh http://localhost:5000   (where `moto-ses-managed server` listens)
set -euo pipefail

server=${1:-http://localhost:5000}
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER=""
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

ses() { aws --endpoint-url "$server" --output text sesv2 "$@"; }
sns() { aws --endpoint-url "$server" --output text sns "$@"; }
sqs() { aws --endpoint-url "$server" --output text sqs "$@"; }
cloudwatch() { aws --endpoint-url "$server" --output text cloudwatch "$@"; }

# The hooks: what moto_ses_managed adds for tests, over plain HTTP.
hook() {
    local url="$server/moto-api/ses-managed/$2?Region=$AWS_DEFAULT_REGION"
    curl --silent --show-error --fail-with-body --request "$1" "$url" ${3:+--data "$3"}
}

fail() {
    echo "NOT as it should be: $*" >&2
    exit 1
}

# refused CODE ARGUMENT...: SES must answer with that error.
refused() {
    local code=$1 reply
    shift
    if reply=$(ses "$@" 2>&1); then fail "$* was taken: $reply"; fi
    [[ $reply == *"($code)"* ]] || fail "$* was answered with $reply"
    echo "refused as it should be: $code"
}

# same EXPECTED FOUND
same() {
    [[ $1 == "$2" ]] || fail "$2 instead of $1"
}

# has TEXT ANSWER
has() {
    [[ $2 == *"$1"* ]] || fail "$1 is not in $2"
}

# now ANSWER: the simulated time in the answer of a hook.
now() {
    local rest=${1#*\"Now\": \"}
    echo "${rest%%\"*}"
}

began=$(now "$(hook POST reset)")

# A managed pool starts with no IP, and its name is taken.
ses create-dedicated-ip-pool --pool-name marketing --scaling-mode MANAGED
refused AlreadyExistsException create-dedicated-ip-pool --pool-name marketing
same "" "$(ses get-dedicated-ips --pool-name marketing --query 'DedicatedIps[].Ip')"

# 50 pools are the limit, whatever their kind. (By HTTP: 49 starts of the CLI take their time.)
for number in $(seq 49); do
    curl --silent --show-error --fail-with-body "$server/v2/email/dedicated-ip-pools" \
        --header "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/$AWS_DEFAULT_REGION/ses/aws4_request, Signature=0" \
        --data "{\"PoolName\": \"spare-$number\"}" >/dev/null
done
refused LimitExceededException create-dedicated-ip-pool --pool-name one-too-many
same 50 "$(ses list-dedicated-ip-pools --page-size 1000 --query 'DedicatedIpPools[]' | wc -w)"
ses delete-dedicated-ip-pool --pool-name spare-1

# A standard pool with leased IPs becomes a managed one, and never a standard one again.
ses create-dedicated-ip-pool --pool-name receipts --scaling-mode STANDARD
hook POST standard-ips '{"Count": 2, "PoolName": "receipts"}' >/dev/null
ses put-dedicated-ip-pool-scaling-attributes --pool-name receipts --scaling-mode MANAGED
refused BadRequestException put-dedicated-ip-pool-scaling-attributes --pool-name receipts --scaling-mode STANDARD
same MANAGED "$(ses get-dedicated-ip-pool --pool-name receipts --query DedicatedIpPool.ScalingMode)"
same "NOT_APPLICABLE NOT_APPLICABLE" \
    "$(ses get-dedicated-ips --pool-name receipts --query 'DedicatedIps[].WarmupStatus' | tr '\t' ' ')"

# A configuration set sends through one pool; naming another moves it.
ses create-configuration-set --configuration-set-name newsletter --delivery-options SendingPoolName=receipts
ses put-configuration-set-delivery-options --configuration-set-name newsletter --sending-pool-name marketing
same marketing "$(ses get-configuration-set --configuration-set-name newsletter --query DeliveryOptions.SendingPoolName)"
has '"ConfigurationSets": []' "$(hook GET pools/receipts)"
has '"ConfigurationSets": ["newsletter"]' "$(hook GET pools/marketing)"
refused BadRequestException put-configuration-set-delivery-options \
    --configuration-set-name newsletter --sending-pool-name nowhere

# Events of its mail go to a topic, and from there to a queue of this walk's own.
topic=$(sns create-topic --name mail-events --query TopicArn)
queue=$(sqs create-queue --queue-name "mail-events-$$" --query QueueUrl)
sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "${topic/:sns:/:sqs:}-$$" \
    --attributes RawMessageDelivery=true >/dev/null
ses create-configuration-set-event-destination --configuration-set-name newsletter --event-destination-name topic \
    --event-destination "Enabled=true,MatchingEventTypes=SEND,DELIVERY,SnsDestination={TopicArn=$topic}"

# Mail goes through the shared pool until the pool has earned an IP; five days of traffic, and it has one.
send() {
    ses send-email --from-email-address "Shop <hello@shop.example.com>" --destination ToAddresses=ann@gmail.com \
        --configuration-set-name newsletter --query MessageId \
        --content 'Simple={Subject={Data=Hello},Body={Text={Data=Hi Ann}}}'
}
ses create-email-identity --email-identity shop.example.com >/dev/null
first=$(send)
has '"Pool": "marketing", "Status": "DELIVERED", "Route": "SHARED"' "$(hook GET messages)"
hook POST traffic '{"PoolName": "marketing", "PerDay": {"Gmail": 150, "Yahoo": 100}, "Days": 5}' >/dev/null
send >/dev/null
has '"Pool": "marketing", "Status": "DELIVERED", "Route": "DEDICATED"' "$(hook GET messages)"
same 1 "$(ses get-dedicated-ips --pool-name marketing --query 'length(DedicatedIps)')"
received=$(sqs receive-message --queue-url "$queue" --max-number-of-messages 10 --query 'Messages[].Body')
has "$first" "$received"
has '"eventType": "Delivery"' "$received"

# Two days later the quota's 24 hours are over.
ended=$(now "$(hook POST advance '{"Days": 2}')")
same 0.0 "$(ses get-account --query SendQuota.SentLast24Hours)"

# CloudWatch has the pool's metrics: two messages and five days of 250, and what an ISP takes of it in a day.
metric() {
    cloudwatch get-metric-statistics --namespace AWS/SES --start-time "${began%T*}T00:00:00Z" --end-time "$ended" "$@"
}
same 1252.0 "$(metric --metric-name Send --dimensions Name=DedicatedIpPool,Value=marketing \
    --period 2592000 --statistics Sum --query 'Datapoints[].Sum')"
capacity=$(metric --metric-name Available24HourSend --dimensions Name=DedicatedIpPool,Value=marketing Name=ISP,Value=Gmail \
    --period 3600 --statistics Maximum --query 'sort_by(Datapoints, &Timestamp)[-1].Maximum')
has "\"Capacity24Hours\": ${capacity%.0}," "$(hook GET pools/marketing)"
has ApproximateDedicatedSendingPercentage \
    "$(cloudwatch list-metrics --namespace AWS/SES --dimensions Name=DedicatedIpPool,Value=marketing --query 'Metrics[].MetricName')"

echo "all of it as Amazon SES has it"
