import { type Caller, deniedMessage, ServiceError } from "../caller";
import type { XmlContent } from "../wire/xml";
import { checkPublication, type MessageAttribute, maxPublication, type Publication, sizeOf } from "./publication";
import type { Topic } from "./topic";

/** A request of an SDK. */
export interface SnsCall {
    /** Those of the form, such as `MessageAttributes.entry.1.Name`. */
    readonly parameters: ReadonlyMap<string, string>;
    readonly caller: Caller;
    readonly findTopic: (arn: string) => Topic | undefined;
}

const maxEntries = 10;

/** Publish: a message to a topic. Errors: recorded, localstack, test_sns.snapshot.json. */
export function publish(call: SnsCall): XmlContent {
    const { parameters } = call;
    const topic = requiredTopic(parameters.get("TopicArn") ?? parameters.get("TargetArn") ?? "", call);
    return { MessageId: topic.publish(publicationOf(parameters, "")) };
}

/** PublishBatch: up to ten messages to a topic. An invalid message fails alone. */
export function publishBatch(call: SnsCall): XmlContent {
    const { parameters } = call;
    const topic = requiredTopic(parameters.get("TopicArn") ?? "", call);
    const entries = membersOf(parameters, "PublishBatchRequestEntries.member").map((prefix) => ({
        id: parameters.get(`${prefix}Id`) ?? "",
        publication: publicationOf(parameters, prefix),
    }));
    checkEntries(entries);
    const results = entries.map(({ id, publication }) => {
        try {
            return { isSuccess: true, entry: { Id: id, MessageId: topic.publish(publication) } };
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            return {
                isSuccess: false,
                entry: { Id: id, Code: error.code, Message: error.message, SenderFault: "true" },
            };
        }
    });
    const of = (wanted: boolean) => results.filter(({ isSuccess }) => isSuccess === wanted).map(({ entry }) => entry);
    return { Successful: { member: of(true) }, Failed: { member: of(false) } };
}

function requiredTopic(arn: string, { caller, findTopic }: SnsCall): Topic {
    const elements = arn.split(":");
    if (elements.length < 6)
        throw new ServiceError(
            "InvalidParameter",
            `Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not ${elements.length}`,
        );
    if (!caller.allows("sns:Publish", arn))
        throw new ServiceError("AuthorizationError", deniedMessage(caller, "SNS:Publish", arn), 403);
    const topic = findTopic(arn);
    if (topic === undefined) throw new ServiceError("NotFound", "Topic does not exist", 404);
    return topic;
}

function checkEntries(entries: readonly { readonly id: string; readonly publication: Publication }[]): void {
    if (entries.length === 0)
        throw new ServiceError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
    if (entries.length > maxEntries)
        throw new ServiceError(
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible.",
        );
    const ids = entries.map(({ id }) => id);
    for (const id of ids) {
        if (id.length > 80)
            throw new ServiceError(
                "InvalidBatchEntryId",
                `The Id of a batch entry in the batch request is too long: ${id}`,
            );
        if (!/^[\w-]+$/.test(id))
            throw new ServiceError(
                "InvalidBatchEntryId",
                `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
            );
    }
    if (new Set(ids).size < ids.length)
        throw new ServiceError(
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.",
        );
    if (entries.reduce((sum, { publication }) => sum + sizeOf(publication), 0) > maxPublication)
        throw new ServiceError(
            "BatchRequestTooLong",
            "The length of all the messages put together is more than the limit.",
        );
    // Recorded: a malformed structure fails the whole batch.
    for (const { publication } of entries) if (publication.structure !== undefined) checkPublication(publication);
}

function publicationOf(parameters: ReadonlyMap<string, string>, prefix: string): Publication {
    const subject = parameters.get(`${prefix}Subject`);
    const structure = parameters.get(`${prefix}MessageStructure`);
    return {
        message: parameters.get(`${prefix}Message`) ?? "",
        attributes: attributesOf(parameters, `${prefix}MessageAttributes.entry`),
        ...(subject !== undefined && { subject }),
        ...(structure !== undefined && { structure }),
    };
}

function attributesOf(
    parameters: ReadonlyMap<string, string>,
    list: string,
): Readonly<Record<string, MessageAttribute>> {
    const attributes = membersOf(parameters, list).map((prefix) => {
        const name = parameters.get(`${prefix}Name`) ?? "";
        const dataType = parameters.get(`${prefix}Value.DataType`);
        if (dataType === undefined)
            throw new ServiceError(
                "ValidationError",
                `1 validation error detected: Value null at 'messageAttributes.${name}.member.dataType' failed to satisfy constraint: Member must not be null`,
            );
        const field = dataType.startsWith("Binary") ? "BinaryValue" : "StringValue";
        return [name, { dataType, value: parameters.get(`${prefix}Value.${field}`) ?? "" }] as const;
    });
    return Object.fromEntries(attributes);
}

// The prefixes of the members of a list, such as `PublishBatchRequestEntries.member.1.`.
function membersOf(parameters: ReadonlyMap<string, string>, list: string): readonly string[] {
    const names = [...parameters.keys()];
    const prefixes: string[] = [];
    for (let index = 1; ; index++) {
        const prefix = `${list}.${index}.`;
        if (!names.some((name) => name.startsWith(prefix))) return prefixes;
        prefixes.push(prefix);
    }
}
