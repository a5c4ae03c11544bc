// Pools, limits, conversion, association, events and sending, with the AWS SDK for Go v2.
//
// Usage: go run . http://localhost:5000   (where `moto-ses-managed server` listens)
//
// Debian's golang-github-aws-aws-sdk-go-v2-dev is enough: GO111MODULE=off GOPATH=/usr/share/gocode go run .
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go"
)

const region = "eu-west-1"

var (
	server = "http://localhost:5000"
	ctx    = context.Background()
)

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 {
		server = os.Args[1]
	}
	config := aws.Config{
		Region: region,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"}, nil
		}),
		EndpointResolverWithOptions: aws.EndpointResolverWithOptionsFunc(
			func(service, region string, options ...interface{}) (aws.Endpoint, error) {
				return aws.Endpoint{URL: server, SigningRegion: region}, nil
			}),
	}
	ses := sesv2.NewFromConfig(config)

	hook("POST", "reset", nil)
	limits(ses)
	conversion(ses)
	association(ses)
	queue := events(ses, sns.NewFromConfig(config), sqs.NewFromConfig(config))
	sending(ses, sqs.NewFromConfig(config), queue)
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
	same(http.StatusOK, scale("receipts", "MANAGED"))
	same(http.StatusBadRequest, scale("receipts", "STANDARD"))
	ips, err := ses.GetDedicatedIps(ctx, &sesv2.GetDedicatedIpsInput{PoolName: receipts})
	must(err)
	same(2, len(ips.DedicatedIps))
	same("MANAGED", hook("GET", "pools/receipts", nil)["ScalingMode"])
}

// PutDedicatedIpPoolScalingAttributes, which the SDK that Debian has is too old for: SES v2 is JSON over HTTP.
func scale(pool, mode string) int {
	body := strings.NewReader(fmt.Sprintf(`{"ScalingMode": %q}`, mode))
	request, err := http.NewRequest("PUT", server+"/v2/email/dedicated-ip-pools/"+pool+"/scaling", body)
	must(err)
	request.Header.Set("Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260101/"+region+"/ses/aws4_request, SignedHeaders=host, Signature=0")
	response, err := http.DefaultClient.Do(request)
	must(err)
	defer response.Body.Close()
	return response.StatusCode
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

// Events of the set's mail go to a topic, and from there to the queue whose URL this returns.
func events(ses *sesv2.Client, topics *sns.Client, queues *sqs.Client) string {
	topic, err := topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("mail-events")})
	must(err)
	queue, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("mail-events")})
	must(err)
	_, err = topics.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn: topic.TopicArn,
		Protocol: aws.String("sqs"),
		Endpoint: aws.String(strings.Replace(*topic.TopicArn, ":sns:", ":sqs:", 1)),
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
	same("Sending through dedicated IPs", pool["SendingStatus"])
	second := send(ses)
	same(second, lastMessage()["MessageId"])
	same("DEDICATED", lastMessage()["Route"])

	received, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: &queue, MaxNumberOfMessages: 10})
	must(err)
	all := ""
	for _, message := range received.Messages {
		all += *message.Body
	}
	for _, wanted := range []string{first, second, "Delivery"} {
		same(true, strings.Contains(all, wanted))
	}

	// Two days later the quota's 24 hours are over.
	hook("POST", "advance", map[string]int{"Days": 2})
	account, err := ses.GetAccount(ctx, &sesv2.GetAccountInput{})
	must(err)
	same(0.0, account.SendQuota.SentLast24Hours)
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
