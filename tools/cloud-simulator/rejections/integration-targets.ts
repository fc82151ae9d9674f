import type { Rejection } from "../resources/rejection";
import { mapOf, text } from "../state/property-values";

/** Queues and streams that AWS or its provider rejects. */
export const integrationTargetRejections: readonly Rejection[] = [
    {
        what: "a queue with an invalid name: that of a FIFO queue ends with .fifo, and no other has a dot",
        type: "aws:sqs/queue:Queue",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/sqs/queue.go (resourceQueueCustomizeDiff)",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const name = text(properties.name);
            const form = properties.fifoQueue === true ? /^[0-9A-Za-z_-]{1,75}\.fifo$/ : /^[0-9A-Za-z_-]{1,80}$/;
            return form.test(name) ? undefined : `invalid queue name: ${name}`;
        },
    },
    {
        what: "deduplication by content for a queue that is not FIFO",
        type: "aws:sqs/queue:Queue",
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/sqs/queue.go (resourceQueueCustomizeDiff)",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            properties.contentBasedDeduplication === true && properties.fifoQueue !== true
                ? "content-based deduplication can only be set for FIFO queue"
                : undefined,
    },
    {
        what: "a stream on demand with a number of shards, or another one without",
        type: "aws:kinesis/stream:Stream",
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/kinesis/stream.go (CustomizeDiff)",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const shards = Number(properties.shardCount ?? 0);
            const mode = text(mapOf(properties.streamModeDetails).streamMode) || "PROVISIONED";
            if (mode === "ON_DEMAND")
                return shards > 0 ? "shard_count must not be set when stream_mode is ON_DEMAND" : undefined;
            return shards < 1 ? "shard_count must be at least 1 when stream_mode is PROVISIONED" : undefined;
        },
    },
    {
        what: "an encrypted stream without a key",
        type: "aws:kinesis/stream:Stream",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/kinesis/stream.go (resourceStreamCreate)",
        verbatim: true,
        reject: ({ properties }) =>
            properties.encryptionType === "KMS" && properties.kmsKeyId === undefined
                ? "KMS Key ID required when setting encryption_type is not set as NONE"
                : undefined,
    },
];
