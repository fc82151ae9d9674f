import { z } from "zod";
import { ServiceError } from "../../../service-emulator/caller";
import { jsonAction, jsonError, jsonResponse, missing, requireAccess, stringOf } from "./json-protocol";
import { type LocalServices, type Service, type ServiceRequest, unsupported } from "./service";

const entriesSchema = z.array(z.record(z.string(), z.unknown()));
type Entry = z.output<typeof entriesSchema>[number];

// EventBridge, PutEvents: the total of the entries.
const maxTotal = 1_048_576;

/** EventBridge: PutEvents (recorded: localstack, test_apigateway_to_eventbridge; errors: test_events.snapshot.json). */
export const events: Service = (request, services) => {
    try {
        const { action, parameters } = jsonAction(request);
        if (action !== "PutEvents") throw unsupported("EventBridge", action);
        const { data: entries } = entriesSchema.safeParse(parameters.Entries);
        if (entries === undefined) throw missing("Entries");
        if (entries.length < 1 || entries.length > 10)
            throw new ServiceError(
                "ValidationException",
                `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${entries.length < 1 ? "greater than or equal to 1" : "less than or equal to 10"}`,
            );
        const total = entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
        if (total > maxTotal)
            throw new ServiceError(
                "ValidationException",
                "Total size of the entries in the request is over the limit.",
            );
        for (const entry of entries) requireAccess(request, "events:PutEvents", busArn(request, entry));
        const results = entries.map((entry) => put(request, entry, services));
        const failed = results.filter((result) => "ErrorCode" in result).length;
        return jsonResponse(200, { Entries: results, FailedEntryCount: failed });
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return jsonError(error);
    }
};

function busArn({ place: { partition, region, accountId } }: ServiceRequest, entry: Entry): string {
    const bus = stringOf(entry, "EventBusName") ?? "default";
    return bus.startsWith("arn:") ? bus : `arn:${partition}:events:${region}:${accountId}:event-bus/${bus}`;
}

// An event that is rejected does not reject the others.
function put(request: ServiceRequest, entry: Entry, { sent, newId }: LocalServices): object {
    for (const name of ["Source", "DetailType", "Detail"]) {
        if (!stringOf(entry, name))
            return rejected(
                "InvalidArgument",
                `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
            );
    }
    const source = stringOf(entry, "Source") ?? "";
    if (source.startsWith("aws.")) return rejected("NotAuthorizedForSourceException", "Not authorized for the source.");
    const content = stringOf(entry, "Detail") ?? "";
    if (!isObject(content)) return rejected("MalformedDetail", "Detail is malformed.");
    const details = { source, detailType: stringOf(entry, "DetailType"), resources: entry.Resources ?? [] };
    const resource = busArn(request, entry).split("/").at(-1) ?? "";
    sent.add({ service: "events", action: "PutEvents", resource, content, details });
    return { EventId: newId() };
}

function rejected(code: string, message: string): object {
    return { ErrorCode: code, ErrorMessage: message };
}

function isObject(text: string): boolean {
    try {
        return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success;
    } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
    }
}
