// The mail of a shop, as AWS CDK declares it: `node app.js FOLDER` writes the template to FOLDER/shop.template.json.
const { App, DefaultStackSynthesizer, RemovalPolicy, Stack, Tags } = require("aws-cdk-lib");
const ses = require("aws-cdk-lib/aws-ses");
const sns = require("aws-cdk-lib/aws-sns");

const app = new App({ outdir: process.argv[2] });
// No bootstrap stack, no assets: the template alone is all that a test needs.
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
const stack = new Stack(app, "shop", { synthesizer, env: { region: "eu-west-1" } });

const pool = new ses.DedicatedIpPool(stack, "Pool", {
  dedicatedIpPoolName: "marketing",
  scalingMode: ses.ScalingMode.MANAGED,
});
const set = new ses.ConfigurationSet(stack, "Set", {
  configurationSetName: "newsletter",
  dedicatedIpPool: pool,
  tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
});
const topic = new sns.Topic(stack, "Events");
set.addEventDestination("ToTopic", {
  destination: ses.EventDestination.snsTopic(topic),
  events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.DELIVERY_DELAY],
});
const identity = new ses.EmailIdentity(stack, "Identity", {
  identity: ses.Identity.domain("shop.example"),
  configurationSet: set,
  mailFromDomain: "bounce.shop.example",
});
new ses.CfnTemplate(stack, "Welcome", {
  template: { templateName: "welcome", subjectPart: "Welcome {{name}}", textPart: "Hi {{name}}!" },
});
new ses.ReceiptRuleSet(stack, "Inbound", {
  receiptRuleSetName: "inbound",
  rules: [{ receiptRuleName: "replies", recipients: ["shop.example"] }, { receiptRuleName: "rest" }],
});
new ses.CfnContactList(stack, "Readers", {
  contactListName: "readers",
  topics: [{ topicName: "news", displayName: "News", defaultSubscriptionStatus: "OPT_IN" }],
});
new ses.VdmAttributes(stack, "Vdm", { engagementMetrics: true });
Tags.of(pool).add("team", "newsletter");
identity.dkimRecords.forEach((record, number) => {
  stack.exportValue(record.name, { name: `DkimRecord${number + 1}` });
});
app.synth();
