import type { Caller } from "../caller";
import { percentEncoded } from "../wire/canonical-request";
import { readCredential } from "../wire/read-signature";
import { sendText } from "../wire/request-body";
import type { HandlerOptions } from "../wire/service-handler";
import { isSignatureOf } from "../wire/verify-signature";
import { xmlDocument } from "../wire/xml";
import type { WrittenBody } from "./body-file";
import type { ContentVersion } from "./object-version";
import { type PostForm, readForm } from "./post-form";
import { checkPolicy, type LengthRange } from "./post-policy";
import { checkKey, keptOf, metadataOf, versionHeaders } from "./put-object";
import { signatureDoesNotMatch, unknownKey } from "./s3-authentication";
import { causeOf, requireAccess, type S3Call } from "./s3-call";
import { accessDenied, entityTooSmall, invalidArgument } from "./storage-error";

type BucketCall = Omit<S3Call, "caller" | "key">;

interface CheckedForm {
    readonly caller: Caller;
    readonly key: string;
    readonly fields: ReadonlyMap<string, string>;
    readonly range: LengthRange;
}

/** PostObject: an upload by a form, whose policy says who allows it and what it may contain. */
export async function postObject(call: BucketCall, options: HandlerOptions): Promise<void> {
    const { store, bucket, request } = call;
    const receive = async (form: PostForm) => {
        const checked = checkForm(call, form, options);
        const { minimum, maximum } = checked.range;
        const body = await store.write(form.content, { maximumBytes: Number.isFinite(maximum) ? maximum : undefined });
        if (body.size >= minimum) return { checked, body };
        await store.discard(body);
        throw entityTooSmall(body.size, minimum);
    };
    const discard = ({ body }: { readonly body: WrittenBody }) => store.discard(body);
    const { checked, body } = await readForm(request, receive, discard);
    const { fields, key, caller } = checked;
    const find = (name: string) => fields.get(name);
    const given = { key, body, headers: keptOf(find), metadata: metadataOf(find, [...fields.keys()]) };
    const version = await store.create(bucket, given, "ObjectCreated:Post", causeOf({ ...call, caller }));
    respond(call, version, fields);
}

function checkForm(call: BucketCall, { fields, fileName }: PostForm, options: HandlerOptions): CheckedForm {
    const { bucket } = call;
    const caller = signerOf(fields, options);
    const all = new Map(fields).set("bucket", bucket.settings.name);
    const range = checkPolicy(fields.get("policy") ?? "", all, options.now());
    const name = fields.get("key");
    if (name === undefined || name === "")
        throw missingField("key", "If it is specified, please check the order of the fields.");
    const key = name.replaceAll("${filename}", fileName);
    checkKey(key);
    requireAccess({ caller, bucket, key }, "s3:PutObject");
    // Before the file is read.
    metadataOf((field) => fields.get(field), [...fields.keys()]);
    return { caller, key, fields, range };
}

const signatureFields = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"];

// Recorded: localstack, test_s3.snapshot.json, test_post_request_missing_fields and test_post_request_malformed_policy.
function signerOf(fields: ReadonlyMap<string, string>, { find, region }: HandlerOptions): Caller {
    const missing = ["Policy", ...signatureFields].filter((name) => !fields.get(name.toLowerCase()));
    if (missing.length > signatureFields.length || fields.get("policy") === undefined) throw accessDenied();
    const [first] = missing;
    if (first !== undefined) throw missingField(first, " If it is specified, please check the order of the fields.");
    const given = fields.get("x-amz-credential") ?? "";
    const credential = readCredential(given);
    if (credential === undefined || credential.scope.region !== region || credential.scope.service !== "s3")
        throw invalidArgument(
            `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
            "X-Amz-Credential",
            given,
        );
    const found = find(credential.accessKeyId);
    if (found === undefined) throw unknownKey(credential.accessKeyId);
    const [policy, value] = [fields.get("policy") ?? "", fields.get("x-amz-signature") ?? ""];
    if (!isSignatureOf(value, policy, credential.scope, found.secretAccessKey))
        throw signatureDoesNotMatch({
            AWSAccessKeyId: credential.accessKeyId,
            StringToSign: policy,
            SignatureProvided: value,
        });
    return found.caller;
}

function missingField(name: string, hint: string) {
    return invalidArgument(`Bucket POST must contain a field named '${name}'. ${hint}`, name, "");
}

function respond(call: BucketCall, version: ContentVersion, fields: ReadonlyMap<string, string>): void {
    const { response, bucket, request } = call;
    const { key } = version;
    const headers = versionHeaders(call, version);
    const redirect = fields.get("success_action_redirect") ?? fields.get("redirect");
    const target = redirect !== undefined && URL.canParse(redirect) ? new URL(redirect) : undefined;
    if (target !== undefined) {
        const named = { bucket: bucket.settings.name, key, etag: headers.ETag };
        for (const [name, value] of Object.entries(named)) target.searchParams.set(name, value);
        sendText(response, { status: 303, headers: { ...headers, Location: target.href }, body: "" });
        return;
    }
    const path = (request.url ?? "").split("?", 1)[0]?.replace(/\/$/, "");
    const location = `http://${request.headers.host}${path}/${key.split("/").map(percentEncoded).join("%2F")}`;
    const located = { ...headers, Location: location };
    const given = fields.get("success_action_status");
    if (given !== "201") {
        const status = given === "200" ? 200 : 204;
        response.writeHead(status, { ...located, ...(status === 200 && { "Content-Length": 0 }) });
        response.end();
        return;
    }
    const content = { Location: location, Bucket: bucket.settings.name, Key: key, ETag: headers.ETag };
    const body = xmlDocument("PostResponse", content);
    sendText(response, { status: 201, headers: { ...located, "Content-Type": "application/xml" }, body });
}
