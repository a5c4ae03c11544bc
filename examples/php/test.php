<?php
// Test it: `apt-get install php-cli php-async-aws-ses`, `moto-ses-managed server` in another terminal, then `php test.php`,
// with the server's URL where it is another one than http://localhost:5000.

require 'AsyncAws/Ses/autoload.php';
require __DIR__ . '/Newsletter.php';

use AsyncAws\Ses\SesClient;
use Symfony\Component\HttpClient\HttpClient;

const REGION = 'eu-west-1';
$server = $argv[1] ?? 'http://localhost:5000';

/** What no AWS SDK can do: move the time on, look inside, and bend the world. */
function hook(string $method, string $path, ?array $body = null): array
{
    global $server;
    $url = "$server/moto-api/ses-managed/$path?Region=" . REGION;

    return HttpClient::create()->request($method, $url, $body === null ? [] : ['json' => (object) $body])->toArray();
}

/** A call of SES that AsyncAws has not. The server reads the Region from the signature, and verifies none. */
function ses(string $path, array $body): void
{
    global $server;
    $signed = 'AWS4-HMAC-SHA256 Credential=test/20260101/' . REGION . '/ses/aws4_request, SignedHeaders=host, Signature=0';
    HttpClient::create()
        ->request('POST', "$server/v2/email/$path", ['json' => $body, 'headers' => ['Authorization' => $signed]])
        ->toArray();
}

function same(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        throw new RuntimeException(sprintf('%s expected, not %s', json_encode($expected), json_encode($actual)));
    }
}

hook('POST', 'reset', []);
ses('dedicated-ip-pools', ['PoolName' => 'newsletter', 'ScalingMode' => 'MANAGED']);
ses('configuration-sets', [
    'ConfigurationSetName' => 'newsletter',
    'DeliveryOptions' => ['SendingPoolName' => 'newsletter'],
]);
ses('identities', ['EmailIdentity' => 'example.com']);
$client = ['endpoint' => $server, 'region' => REGION, 'accessKeyId' => 'test', 'accessKeySecret' => 'test'];
$newsletter = new Newsletter(new SesClient($client));

// Until the pool has an IP, mail leaves through the shared pool.
$id = $newsletter->send('ann@gmail.com', 'Hello');
[$message] = hook('GET', 'messages')['Messages'];
same([$id, 'newsletter', 'SHARED'], [$message['MessageId'], $message['Pool'], $message['Route']]);
same('Hello', trim(hook('GET', "messages/$id")['Text']));

// Three days of traffic bring the first one.
$pool = hook('POST', 'traffic', ['PoolName' => 'newsletter', 'PerDay' => ['Gmail' => 500], 'Days' => 3]);
$newsletter->send('ann@gmail.com', 'Hello again');
$message = hook('GET', 'messages')['Messages'][1];
same(['DEDICATED', $pool['Ips'][0]['Address']], [$message['Route'], $message['Ip']]);

// And what the code does while sending is paused.
hook('POST', 'fail', ['Operation' => 'SendEmail', 'Error' => 'SendingPausedException']);
same(null, $newsletter->send('ann@gmail.com', 'Not now'));

echo "all of it as Amazon SES has it\n";
