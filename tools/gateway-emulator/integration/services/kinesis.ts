import { z } from "zod";
import { ServiceError } from "../../../service-emulator/caller";
import { jsonAction, jsonError, jsonResponse, missing, requireAccess, stringOf } from "./json-protocol";
import { type LocalServices, type Service, type ServiceRequest, unsupported } from "./service";

// Kinesis, PutRecord: the default of a stream.
const maxRecord = 1_048_576;

type Parameters = Readonly<Record<string, unknown>>;

/** Kinesis: PutRecord and PutRecords, to a stream with one shard (recorded: localstack, test_apigateway_to_kinesis). */
export const kinesis: Service = (request, services) => {
    try {
        const { action, parameters } = jsonAction(request);
        if (action !== "PutRecord" && action !== "PutRecords") throw unsupported("Kinesis", action);
        const stream = streamOf(request, parameters, action);
        if (action === "PutRecord") return jsonResponse(200, put(parameters, stream, action, services));
        const { data: records } = z.array(z.record(z.string(), z.unknown())).safeParse(parameters.Records);
        if (records === undefined) throw missing("Records");
        const results = records.map((record) => put(record, stream, action, services));
        return jsonResponse(200, { FailedRecordCount: 0, Records: results });
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return jsonError(error);
    }
};

function streamOf(request: ServiceRequest, parameters: Parameters, action: string): string {
    const { partition, region, accountId } = request.place;
    const arn = stringOf(parameters, "StreamARN");
    const name = stringOf(parameters, "StreamName") ?? arn?.split("/")[1];
    if (name === undefined) throw missing("StreamName");
    requireAccess(
        request,
        `kinesis:${action}`,
        arn ?? `arn:${partition}:kinesis:${region}:${accountId}:stream/${name}`,
    );
    return name;
}

function put(parameters: Parameters, stream: string, action: string, { sent, clock }: LocalServices): object {
    const data = stringOf(parameters, "Data");
    const partitionKey = stringOf(parameters, "PartitionKey");
    if (data === undefined) throw missing("Data");
    if (partitionKey === undefined) throw missing("PartitionKey");
    if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data))
        throw new ServiceError("SerializationException", "Data is not Base64");
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > maxRecord) throw constraint("data", `length less than or equal to ${maxRecord}`);
    if (partitionKey.length === 0 || partitionKey.length > 256)
        throw constraint(
            "partitionKey",
            partitionKey === "" ? "length greater than or equal to 1" : "length less than or equal to 256",
        );
    sent.add({
        service: "kinesis",
        action,
        resource: stream,
        content: bytes.toString("utf8"),
        bytes: bytes.length,
        details: { partitionKey },
    });
    // 56 digits that increase.
    const sequence = BigInt(clock()) * 1_000_000n + BigInt(sent.count);
    return { SequenceNumber: `49${String(sequence).padStart(54, "0")}`, ShardId: "shardId-000000000000" };
}

function constraint(member: string, wanted: string): ServiceError {
    return new ServiceError(
        "ValidationException",
        `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have ${wanted}`,
    );
}
