// Pools, limits, conversion, association, events, sending and metrics, with the AWS SDK for Go v2.
//
// Usage: go run . http://localhost:5000   (where `moto-ses-managed server` listens)
//
// The SDK as Debian packages it (golang-github-aws-aws-sdk-go-v2-dev) is what this is tested with:
// GO111MODULE=off GOPATH=/usr/share/gocode go run . http://localhost:5000
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	metrictypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go"
)

const region = "eu-west-1"

var (
	server      = "http://localhost:5000"
	ctx         = context.Background()
	credentials = aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}
)

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 {
		server = os.Args[1]
	}
	config := aws.Config{
		Region: region,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return credentials, nil
		}),
		EndpointResolverWithOptions: aws.EndpointResolverWithOptionsFunc(
			func(service, region string, options ...interface{}) (aws.Endpoint, error) {
				return aws.Endpoint{URL: server, SigningRegion: region}, nil
			}),
	}
	ses := sesv2.NewFromConfig(config)

	began := now(hook("POST", "reset", nil))
	limits(ses)
	conversion(ses)
	association(ses)
	queue := events(ses, sns.NewFromConfig(config), sqs.NewFromConfig(config))
	sending(ses, sqs.NewFromConfig(config), queue)
	metrics(cloudwatch.NewFromConfig(config), began)
	fmt.Println("all of it as Amazon SES has it")
}

// A managed pool starts with no IP, its name is taken, and 50 pools are the limit, whatever their kind.
func limits(ses *sesv2.Client) {
	create := func(name string, mode types.ScalingMode) error {
		_, err := ses.CreateDedicatedIpPool(ctx, &sesv2.CreateDedicatedIpPoolInput{PoolName: &name, ScalingMode: mode})
		return err
	}
	must(create("marketing", types.ScalingModeManaged))
	refused(create("marketing", types.ScalingModeStandard), "AlreadyExistsException")
	ips, err := ses.GetDedicatedIps(ctx, &sesv2.GetDedicatedIpsInput{PoolName: aws.String("marketing")})
	must(err)
	same(0, len(ips.DedicatedIps))

	for number := 1; number < 50; number++ {
		must(create(fmt.Sprintf("spare-%d", number), types.ScalingModeManaged))
	}
	refused(create("one-too-many", types.ScalingModeManaged), "LimitExceededException")
	count := 0
	pages := sesv2.NewListDedicatedIpPoolsPaginator(ses, &sesv2.ListDedicatedIpPoolsInput{PageSize: aws.Int32(20)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		must(err)
		count += len(page.DedicatedIpPools)
	}
	same(50, count)
	for number := 1; number < 50; number++ {
		name := fmt.Sprintf("spare-%d", number)
		_, err := ses.DeleteDedicatedIpPool(ctx, &sesv2.DeleteDedicatedIpPoolInput{PoolName: &name})
		must(err)
	}
}

// A standard pool with leased IPs becomes a managed one, and never a standard one again.
func conversion(ses *sesv2.Client) {
	receipts := aws.String("receipts")
	_, err := ses.CreateDedicatedIpPool(ctx, &sesv2.CreateDedicatedIpPoolInput{PoolName: receipts})
	must(err)
	hook("POST", "standard-ips", map[string]interface{}{"Count": 2, "PoolName": "receipts"})
	must(scale("receipts", "MANAGED"))
	refused(scale("receipts", "STANDARD"), "BadRequestException")
	ips, err := ses.GetDedicatedIps(ctx, &sesv2.GetDedicatedIpsInput{PoolName: receipts})
	must(err)
	same(2, len(ips.DedicatedIps))
	same("MANAGED", hook("GET", "pools/receipts", nil)["ScalingMode"])
}

// scale is PutDedicatedIpPoolScalingAttributes, which newer SDKs have and the one that Debian packages is too old for:
// SES v2 is JSON over HTTP, and this signs it with the SDK's own signer.
func scale(pool, mode string) error {
	body := fmt.Sprintf(`{"ScalingMode": %q}`, mode)
	url := server + "/v2/email/dedicated-ip-pools/" + pool + "/scaling"
	request, err := http.NewRequest("PUT", url, strings.NewReader(body))
	must(err)
	digest := sha256.Sum256([]byte(body))
	must(v4.NewSigner().SignHTTP(ctx, credentials, request, hex.EncodeToString(digest[:]), "ses", region, time.Now()))
	response, err := http.DefaultClient.Do(request)
	must(err)
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		return nil
	}
	var refusal struct {
		Code    string `json:"__type"`
		Message string `json:"message"`
	}
	must(json.NewDecoder(response.Body).Decode(&refusal))
	return &smithy.GenericAPIError{Code: refusal.Code, Message: refusal.Message}
}

// A configuration set sends through one pool; naming another moves it.
func association(ses *sesv2.Client) {
	newsletter := aws.String("newsletter")
	_, err := ses.CreateConfigurationSet(ctx, &sesv2.CreateConfigurationSetInput{
		ConfigurationSetName: newsletter,
		DeliveryOptions:      &types.DeliveryOptions{SendingPoolName: aws.String("receipts")},
	})
	must(err)
	same("[newsletter]", fmt.Sprint(hook("GET", "pools/receipts", nil)["ConfigurationSets"]))
	put := func(pool string) error {
		_, err := ses.PutConfigurationSetDeliveryOptions(ctx, &sesv2.PutConfigurationSetDeliveryOptionsInput{
			ConfigurationSetName: newsletter,
			SendingPoolName:      &pool,
		})
		return err
	}
	must(put("marketing"))
	same("[]", fmt.Sprint(hook("GET", "pools/receipts", nil)["ConfigurationSets"]))
	same("[newsletter]", fmt.Sprint(hook("GET", "pools/marketing", nil)["ConfigurationSets"]))
	refused(put("nowhere"), "BadRequestException")
}

// Events of the set's mail go to a topic, and from there to a queue of this walk's own, whose URL this returns.
func events(ses *sesv2.Client, topics *sns.Client, queues *sqs.Client) string {
	name := fmt.Sprintf("mail-events-%d", os.Getpid())
	topic, err := topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("mail-events")})
	must(err)
	queue, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name})
	must(err)
	_, err = topics.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn:   topic.TopicArn,
		Protocol:   aws.String("sqs"),
		Endpoint:   aws.String("arn:aws:sqs:" + region + ":123456789012:" + name),
		Attributes: map[string]string{"RawMessageDelivery": "true"},
	})
	must(err)
	_, err = ses.CreateConfigurationSetEventDestination(ctx, &sesv2.CreateConfigurationSetEventDestinationInput{
		ConfigurationSetName: aws.String("newsletter"),
		EventDestinationName: aws.String("topic"),
		EventDestination: &types.EventDestinationDefinition{
			Enabled:            true,
			MatchingEventTypes: []types.EventType{types.EventTypeSend, types.EventTypeDelivery},
			SnsDestination:     &types.SnsDestination{TopicArn: topic.TopicArn},
		},
	})
	must(err)
	return *queue.QueueUrl
}

// Mail goes through the shared pool until the pool has earned an IP: five days of traffic, and it has one.
func sending(ses *sesv2.Client, queues *sqs.Client, queue string) {
	_, err := ses.CreateEmailIdentity(ctx, &sesv2.CreateEmailIdentityInput{EmailIdentity: aws.String("shop.example.com")})
	must(err)
	first := send(ses)
	same("SHARED", lastMessage()["Route"])

	pool := hook("POST", "traffic", map[string]interface{}{
		"PoolName": "marketing", "PerDay": map[string]int{"Gmail": 150, "Yahoo": 100}, "Days": 5,
	})
	same("Sending via Dedicated IPs", pool["SendingStatus"])
	second := send(ses)
	same(second, lastMessage()["MessageId"])
	same("DEDICATED", lastMessage()["Route"])

	received, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: &queue, MaxNumberOfMessages: 10})
	must(err)
	all := ""
	for _, message := range received.Messages {
		all += *message.Body
	}
	for _, wanted := range []string{first, second, `"eventType": "Delivery"`} {
		same(true, strings.Contains(all, wanted))
	}

	// Two days later the quota's 24 hours are over.
	hook("POST", "advance", map[string]int{"Days": 2})
	account, err := ses.GetAccount(ctx, &sesv2.GetAccountInput{})
	must(err)
	same(0.0, account.SendQuota.SentLast24Hours)
}

// CloudWatch has the pool's metrics: two messages and five days of 250, and what an ISP takes of it in a day.
func metrics(client *cloudwatch.Client, began time.Time) {
	ask := func(name string, period int32, isp ...metrictypes.Dimension) []metrictypes.Datapoint {
		found, err := client.GetMetricStatistics(ctx, &cloudwatch.GetMetricStatisticsInput{
			Namespace:  aws.String("AWS/SES"),
			MetricName: &name,
			Dimensions: append(isp, metrictypes.Dimension{
				Name: aws.String("DedicatedIpPool"), Value: aws.String("marketing"),
			}),
			// From before the first hour, whose data is dated by its beginning.
			StartTime:  aws.Time(began.Add(-time.Hour)),
			EndTime:    aws.Time(now(hook("GET", "clock", nil))),
			Period:     &period,
			Statistics: []metrictypes.Statistic{metrictypes.StatisticSum, metrictypes.StatisticMaximum},
		})
		must(err)
		return found.Datapoints
	}
	const month = 30 * 24 * 3600
	sent := ask("Send", month)
	same(1, len(sent))
	same(1252.0, *sent[0].Sum)

	gmail := metrictypes.Dimension{Name: aws.String("ISP"), Value: aws.String("Gmail")}
	capacity := ask("Available24HourSend", month, gmail)
	same(1, len(capacity))
	atGmail := hook("GET", "pools/marketing", nil)["ByIsp"].(map[string]interface{})["Gmail"].(map[string]interface{})
	same(atGmail["Capacity24Hours"], *capacity[0].Maximum)
}

func send(ses *sesv2.Client) string {
	sent, err := ses.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress:     aws.String("Shop <hello@shop.example.com>"),
		Destination:          &types.Destination{ToAddresses: []string{"ann@gmail.com"}},
		ConfigurationSetName: aws.String("newsletter"),
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: &types.Content{Data: aws.String("Hello")},
			Body:    &types.Body{Text: &types.Content{Data: aws.String("Hi Ann")}},
		}},
	})
	must(err)
	return *sent.MessageId
}

func lastMessage() map[string]interface{} {
	messages := hook("GET", "messages", nil)["Messages"].([]interface{})
	return messages[len(messages)-1].(map[string]interface{})
}

// hook calls what moto_ses_managed adds for tests, over plain HTTP.
func hook(method, path string, body interface{}) map[string]interface{} {
	data := []byte{}
	if body != nil {
		var err error
		data, err = json.Marshal(body)
		must(err)
	}
	url := server + "/moto-api/ses-managed/" + path + "?Region=" + region
	request, err := http.NewRequest(method, url, bytes.NewReader(data))
	must(err)
	response, err := http.DefaultClient.Do(request)
	must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(err)
	if response.StatusCode != http.StatusOK {
		log.Panicf("%s %s: %s", method, path, text)
	}
	reply := map[string]interface{}{}
	must(json.Unmarshal(text, &reply))
	return reply
}

// now is the simulated time in the answer of a hook.
func now(reply map[string]interface{}) time.Time {
	at, err := time.Parse(time.RFC3339Nano, reply["Now"].(string))
	must(err)
	return at
}

func must(err error) {
	if err != nil {
		log.Panic(err)
	}
}

func refused(err error, code string) {
	var refusal smithy.APIError
	if !errors.As(err, &refusal) || refusal.ErrorCode() != code {
		log.Panicf("%v instead of %s", err, code)
	}
	fmt.Println("refused as it should be:", code)
}

func same(expected, found interface{}) {
	if expected != found {
		log.Panicf("%v instead of %v", found, expected)
	}
}
