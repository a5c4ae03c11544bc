<?php
// The code under test: a newsletter, mailed with AsyncAws, which Debian has as php-async-aws-ses.

use AsyncAws\Core\Exception\Http\ClientException;
use AsyncAws\Ses\SesClient;

final class Newsletter
{
    public function __construct(private SesClient $ses)
    {
    }

    /** Mail it to one reader: the ID of the message, or null where sending is paused. */
    public function send(string $reader, string $text): ?string
    {
        try {
            return $this->ses->sendEmail([
                'FromEmailAddress' => 'News <news@example.com>',
                'Destination' => ['ToAddresses' => [$reader]],
                'ConfigurationSetName' => 'newsletter',
                'Content' => ['Simple' => ['Subject' => ['Data' => 'News'], 'Body' => ['Text' => ['Data' => $text]]]],
            ])->getMessageId();
        } catch (ClientException $error) {
            if ($error->getAwsCode() === 'SendingPausedException') {
                return null;
            }
            throw $error;
        }
    }
}
