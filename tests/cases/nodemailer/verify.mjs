// verify() and a message through nodemailer 6's SES transport; prints what each gave.
import * as aws from "@aws-sdk/client-ses";
import nodemailer from "nodemailer";

const ses = new aws.SES({
  endpoint: process.env.SES_ENDPOINT,
  region: "us-east-1",
  credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: "test" },
});
const transport = nodemailer.createTransport({ SES: { ses, aws } });
const verified = await transport.verify();
await ses.verifyDomainIdentity({ Domain: "shop.example" });
const sent = await transport.sendMail({ from: "a@shop.example", to: "x@y.example", subject: "s", text: "t" });
console.log(JSON.stringify({ verified, accepted: sent.envelope.to }));
