// The two APIs that the console calls, as anybody may: the control API, and SES v2 as an SDK does.

const { root, region, accountId } = document.body.dataset;
const selection = new URLSearchParams({ Region: region, AccountId: accountId });

// moto reads Region and service out of a signature, which it does not check, and takes the account that is named.
const signature = {
  "Authorization": `AWS4-HMAC-SHA256 Credential=console/20260101/${region}/ses/aws4_request, SignedHeaders=host, Signature=0`,
  "X-Moto-Account-Id": accountId,
};

/** A call that was refused; its message is the API's own. */
export class Refused extends Error {}

async function send(method, url, body, headers) {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Refused("The server does not answer.");
  });
  const reply = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(reply.message ?? `The server answered ${response.status}.`);
  return reply;
}

/** One call of the control API, for the account and Region that the page shows. */
export function control(method, path, body, selects = true) {
  return send(method, `${root}${path}${selects ? `?${selection}` : ""}`, body, {});
}

/** The version of the account and Region that the page shows; empty where the server names none. */
export async function version() {
  const response = await fetch(`${root}console/version?${selection}`, { cache: "no-store" });
  return response.ok ? (await response.json()).Version : "";
}

/** One operation of SES v2, for the account and Region that the page shows. */
export function ses(method, path, body) {
  return send(method, `/v2/email/${path}`, body, signature);
}

/** The path of a page of the console, with what the page shows kept. */
export function page(path) {
  return `${root}${path}?${selection}`;
}

/** All items of a list operation of SES v2, whose reply has them under `member`. */
export async function listed(path, member) {
  const items = [];
  let token = "";
  do {
    const reply = await ses("GET", `${path}?PageSize=1000${token && `&NextToken=${encodeURIComponent(token)}`}`);
    items.push(...reply[member]);
    token = reply.NextToken ?? "";
  } while (token);
  return items;
}
