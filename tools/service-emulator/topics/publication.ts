import { ServiceError } from "../caller";

/** A typed value beside a message. */
export interface MessageAttribute {
    /** `String`, `String.Array`, `Number` or `Binary`. */
    readonly dataType: string;
    /** A binary value is in base64. */
    readonly value: string;
}

/** A message for a topic. */
export interface Publication {
    readonly message: string;
    readonly subject?: string;
    readonly attributes?: Readonly<Record<string, MessageAttribute>>;
    /** With `json`, the message is an object with texts by protocol, and `default`. */
    readonly structure?: string;
}

/** Maximum size of a message with its attributes, in bytes (general/latest/gr/sns, "Message size"). */
export const maxPublication = 262_144;

/**
 * Checks a message. The messages of errors are recorded: localstack, test_sns.snapshot.json.
 * @throws {ServiceError} InvalidParameter or ParameterValueInvalid.
 */
export function checkPublication({ message, subject, attributes = {}, structure }: Publication): void {
    if (message === "") throw invalid("Empty message");
    if (sizeOf({ message, attributes }) > maxPublication) throw invalid("Message too long");
    if (subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(subject)) throw invalid("Subject");
    for (const [name, attribute] of Object.entries(attributes)) checkAttribute(name, attribute);
    if (structure === undefined) return;
    if (structure !== "json") throw invalid("MessageStructure");
    textFor({ message, structure }, "default");
}

/**
 * The text of a message for subscriptions of a protocol.
 * @throws {ServiceError} InvalidParameter if the message has a structure and is not an object with a default text.
 */
export function textFor({ message, structure }: Pick<Publication, "message" | "structure">, protocol: string): string {
    if (structure !== "json") return message;
    const texts = parsed(message);
    const text = texts[protocol] ?? texts.default;
    if (typeof texts.default !== "string" || typeof text !== "string")
        throw invalid("Message Structure - No default entry in JSON message body");
    return text;
}

/** Size of a message in bytes, with the names, types and values of its attributes. */
export function sizeOf({ message, attributes = {} }: Pick<Publication, "message" | "attributes">): number {
    const texts = Object.entries(attributes).flatMap(([name, { dataType, value }]) => [name, dataType, value]);
    return [message, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function checkAttribute(name: string, { dataType, value }: MessageAttribute): void {
    if (!/^(String|String\.Array|Number|Binary)(\.|$)/.test(dataType))
        throw new ServiceError(
            "ParameterValueInvalid",
            `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
        );
    if (value === "")
        throw new ServiceError(
            "ParameterValueInvalid",
            `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
        );
    if (dataType.startsWith("Number") && !Number.isFinite(Number(value)))
        throw new ServiceError("ParameterValueInvalid", `Could not cast message attribute '${name}' value to number.`);
}

function parsed(message: string): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(message);
        return typeof value === "object" && value !== null ? { ...value } : {};
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw invalid("Message Structure - JSON message body failed to parse");
    }
}

function invalid(reason: string): ServiceError {
    return new ServiceError("InvalidParameter", `Invalid parameter: ${reason}`);
}
