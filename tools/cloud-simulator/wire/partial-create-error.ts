import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Described } from "../state/cloud";

/**
 * A resource was created or changed, but the call failed, as when a provider's wait times out.
 * The engine keeps such a resource and tries to update it the next time
 * (pulumi/pulumi, proto/pulumi/provider.proto, ErrorResourceInitFailed).
 */
export class PartialCreateError extends Error {
    /** Takes the resource and the reason of the failure. */
    constructor(
        readonly created: Described,
        message: string,
        /** Whether no later update fixes the resource. */
        readonly permanent = false,
    ) {
        super(message);
        this.name = "PartialCreateError";
    }

    /** The error in the form of a gRPC service error. */
    asServiceError(): { code: status; details: string; metadata: Metadata } {
        const detail = new ErrorResourceInitFailed();
        detail.setId(this.created.id);
        detail.setProperties(Struct.fromJavaScript(this.created.outputs));
        detail.setReasonsList([this.message]);
        const any = new Any();
        any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const message = new Status();
        message.setCode(status.UNKNOWN);
        message.setMessage(this.message);
        message.addDetails(any);
        const metadata = new Metadata();
        // The Go implementation of gRPC reads structured errors from this key.
        metadata.add("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
        return { code: status.UNKNOWN, details: this.message, metadata };
    }
}
