// Pools, limits, conversion, association, events, sending and metrics, with the AWS SDK for JavaScript v3.
// Usage: node walk.js http://localhost:5000   (where `moto-ses-managed server` listens)
import assert from "node:assert/strict";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateDedicatedIpPoolCommand,
  CreateEmailIdentityCommand,
  DeleteDedicatedIpPoolCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetDedicatedIpPoolCommand,
  GetDedicatedIpsCommand,
  ListConfigurationSetsCommand,
  ListTagsForResourceCommand,
  PutConfigurationSetDeliveryOptionsCommand,
  PutDedicatedIpPoolScalingAttributesCommand,
  SendEmailCommand,
  SESv2Client,
  TagResourceCommand,
  paginateListDedicatedIpPools,
} from "@aws-sdk/client-sesv2";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

const server = process.argv[2] ?? "http://localhost:5000";
const region = "eu-central-1";
const config = { endpoint: server, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
const client = new SESv2Client(config);
const cloudwatch = new CloudWatchClient(config);
const sns = new SNSClient(config);
const sqs = new SQSClient(config);

// The hooks: what moto_ses_managed adds for tests, over plain HTTP.
async function hook(method, path, body) {
  const response = await fetch(`${server}/moto-api/ses-managed/${path}?Region=${region}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const reply = await response.json();
  assert.equal(response.status, 200, JSON.stringify(reply));
  return reply;
}

async function refused(command, name, message) {
  await assert.rejects(client.send(command), (error) => {
    assert.equal(error.name, name);
    assert.equal(error.message, message ?? error.message);
    return true;
  });
  console.log(`refused as it should be: ${name}`);
}

async function poolNames() {
  const names = [];
  for await (const page of paginateListDedicatedIpPools({ client, pageSize: 20 }, {})) {
    names.push(...page.DedicatedIpPools);
  }
  return names;
}

const { Now: began } = await hook("POST", "reset", {});

// A managed pool starts with no IP, and its name is taken.
await client.send(new CreateDedicatedIpPoolCommand({ PoolName: "marketing", ScalingMode: "MANAGED" }));
await refused(
  new CreateDedicatedIpPoolCommand({ PoolName: "marketing" }),
  "AlreadyExistsException",
  "The pool <marketing> already exists.",
);
assert.deepEqual((await client.send(new GetDedicatedIpsCommand({ PoolName: "marketing" }))).DedicatedIps, []);

// 50 pools are the limit, whatever their kind.
for (let number = 1; number < 50; number++) {
  const ScalingMode = number % 2 ? "STANDARD" : "MANAGED";
  await client.send(new CreateDedicatedIpPoolCommand({ PoolName: `spare-${number}`, ScalingMode }));
}
await refused(new CreateDedicatedIpPoolCommand({ PoolName: "one-too-many" }), "LimitExceededException");
assert.equal((await poolNames()).length, 50);
for (let number = 1; number < 50; number++) {
  await client.send(new DeleteDedicatedIpPoolCommand({ PoolName: `spare-${number}` }));
}
assert.deepEqual(await poolNames(), ["marketing"]);

// A standard pool with leased IPs becomes a managed one, and never a standard one again.
await client.send(new CreateDedicatedIpPoolCommand({ PoolName: "receipts", ScalingMode: "STANDARD" }));
const { Ips } = await hook("POST", "standard-ips", { Count: 2, PoolName: "receipts" });
await client.send(new PutDedicatedIpPoolScalingAttributesCommand({ PoolName: "receipts", ScalingMode: "MANAGED" }));
const { DedicatedIps } = await client.send(new GetDedicatedIpsCommand({ PoolName: "receipts" }));
assert.deepEqual(
  DedicatedIps,
  Ips.map((Ip) => ({ Ip, WarmupStatus: "NOT_APPLICABLE", WarmupPercentage: -1, PoolName: "receipts" })),
);
await refused(
  new PutDedicatedIpPoolScalingAttributesCommand({ PoolName: "receipts", ScalingMode: "STANDARD" }),
  "BadRequestException",
  "The ScalingMode parameter is invalid.",
);
const pool = await client.send(new GetDedicatedIpPoolCommand({ PoolName: "receipts" }));
assert.equal(pool.DedicatedIpPool.ScalingMode, "MANAGED");
await refused(new GetDedicatedIpPoolCommand({ PoolName: "nowhere" }), "NotFoundException");

// A configuration set sends through one pool; naming another moves it.
await client.send(
  new CreateConfigurationSetCommand({
    ConfigurationSetName: "newsletter",
    DeliveryOptions: { SendingPoolName: "receipts", MaxDeliverySeconds: 3600 },
  }),
);
assert.deepEqual((await hook("GET", "pools/receipts")).ConfigurationSets, ["newsletter"]);
await client.send(
  new PutConfigurationSetDeliveryOptionsCommand({ ConfigurationSetName: "newsletter", SendingPoolName: "marketing" }),
);
assert.deepEqual((await hook("GET", "pools/receipts")).ConfigurationSets, []);
assert.deepEqual((await hook("GET", "pools/marketing")).ConfigurationSets, ["newsletter"]);
const set = await client.send(new GetConfigurationSetCommand({ ConfigurationSetName: "newsletter" }));
assert.deepEqual(set.DeliveryOptions, { SendingPoolName: "marketing" });
assert.deepEqual((await client.send(new ListConfigurationSetsCommand({}))).ConfigurationSets, ["newsletter"]);
await refused(
  new PutConfigurationSetDeliveryOptionsCommand({ ConfigurationSetName: "newsletter", SendingPoolName: "nowhere" }),
  "BadRequestException",
  "SendingPool <nowhere> doesn't exist",
);

// Tags by ARN.
const ResourceArn = `arn:aws:ses:${region}:123456789012:dedicated-ip-pool/marketing`;
await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "team", Value: "growth" }] }));
const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
assert.deepEqual(Tags, [{ Key: "team", Value: "growth" }]);

// Events of the set's mail go to a topic, and from there to a queue of this walk's own.
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "mail-events" }));
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `mail-events-${process.pid}` }));
const queue = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
await sns.send(
  new SubscribeCommand({
    TopicArn,
    Protocol: "sqs",
    Endpoint: queue.Attributes.QueueArn,
    Attributes: { RawMessageDelivery: "true" },
  }),
);
await client.send(
  new CreateConfigurationSetEventDestinationCommand({
    ConfigurationSetName: "newsletter",
    EventDestinationName: "topic",
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ["SEND", "DELIVERY"],
      SnsDestination: { TopicArn },
    },
  }),
);

async function events() {
  const received = [];
  for (;;) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (!Messages?.length) return received;
    for (const { Body, ReceiptHandle } of Messages) {
      // The first message is not an event: SES tells the topic that it may publish there.
      if (Body.startsWith("{")) received.push(JSON.parse(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

// Mail, and the way it went.
await client.send(new CreateEmailIdentityCommand({ EmailIdentity: "shop.example.com" }));
function send() {
  return client.send(
    new SendEmailCommand({
      FromEmailAddress: "Shop <hello@shop.example.com>",
      Destination: { ToAddresses: ["ann@gmail.com"] },
      ConfigurationSetName: "newsletter",
      Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hi Ann" } } } },
    }),
  );
}
const { MessageId } = await send();
const { Messages } = await hook("GET", "messages");
assert.equal(Messages.length, 1);
assert.equal(Messages[0].MessageId, MessageId);
assert.equal(Messages[0].Pool, "marketing");
assert.equal(Messages[0].Route, "SHARED");
assert.equal(Messages[0].Isp, "Gmail");
assert.equal((await client.send(new GetAccountCommand({}))).SendQuota.SentLast24Hours, 1);
assert.deepEqual(
  (await events()).map((event) => [event.eventType, event.mail.messageId]),
  [
    ["Send", MessageId],
    ["Delivery", MessageId],
  ],
);

// Five days of traffic, and the pool has an IP: the next message leaves through it.
const grown = await hook("POST", "traffic", { PoolName: "marketing", PerDay: { Gmail: 150, Yahoo: 100 }, Days: 5 });
assert.equal(grown.SendingStatus, "Sending via Dedicated IPs");
await send();
const [, later] = (await hook("GET", "messages")).Messages;
assert.equal(later.Route, "DEDICATED");
assert.equal(later.Ip, grown.Ips[0].Address);
const [, delivery] = await events();
assert.equal(delivery.eventType, "Delivery");
assert.equal(delivery.mail.messageId, later.MessageId);
assert.deepEqual(delivery.mail.tags["ses:outgoing-ip"], [later.Ip]);

// Two days later the quota's 24 hours are over.
await hook("POST", "advance", { Days: 2 });
assert.equal((await client.send(new GetAccountCommand({}))).SendQuota.SentLast24Hours, 0);

// CloudWatch has the pool's metrics of the week: two messages, and five days of 250.
const Namespace = "AWS/SES";
const pooled = [{ Name: "DedicatedIpPool", Value: "marketing" }];
const { Now: ended } = await hook("GET", "clock");
// From before the first hour, whose data is dated by its beginning.
const span = { StartTime: new Date(Date.parse(began) - 3_600_000), EndTime: new Date(ended) };
const { Datapoints } = await cloudwatch.send(
  new GetMetricStatisticsCommand({
    ...span,
    Namespace,
    MetricName: "Send",
    Dimensions: pooled,
    Period: 30 * 24 * 3600,
    Statistics: ["Sum"],
  }),
);
assert.deepEqual(
  Datapoints.map(({ Sum, Unit }) => [Sum, Unit]),
  [[2 + 5 * 250, "Count"]],
);
const capacity = {
  Namespace,
  MetricName: "Available24HourSend",
  Dimensions: [...pooled, { Name: "ISP", Value: "Gmail" }],
};
const { MetricDataResults } = await cloudwatch.send(
  new GetMetricDataCommand({
    ...span,
    ScanBy: "TimestampDescending",
    MetricDataQueries: [{ Id: "gmail", MetricStat: { Metric: capacity, Period: 3600, Stat: "Maximum" } }],
  }),
);
const { ByIsp } = await hook("GET", "pools/marketing");
assert.equal(MetricDataResults[0].Values[0], ByIsp.Gmail.Capacity24Hours);
const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace, Dimensions: pooled }));
assert.deepEqual([...new Set(Metrics.map(({ MetricName }) => MetricName))].sort(), [
  "ApproximateDedicatedSendingPercentage",
  "Available24HourSend",
  "Send",
  "SentLast24Hours",
]);

console.log("all of it as Amazon SES has it");
