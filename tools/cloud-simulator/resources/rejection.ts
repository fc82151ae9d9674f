import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";

/** A call that the cloud may reject. */
export interface RejectionRequest {
    /** Inputs of a resource to create or change; outputs of one to delete. */
    readonly properties: PropertyMap;
    /** Id of a resource that exists already. */
    readonly id?: string;
}

/** A rule by which a cloud rejects calls, and its error. */
export interface Rejection {
    /** The rejected call, as a clause. */
    readonly what: string;
    /** Type of the resource. */
    readonly type: string;
    readonly on: readonly ("create" | "update" | "delete")[];
    /** Where this is known from: an issue, or a page of documentation. */
    readonly source: string;
    /** Whether the error is the cloud's, as quoted by the source; otherwise the wording is ours. */
    readonly verbatim: boolean;
    /** Whether the provider retries for some minutes. */
    readonly retried?: boolean;
    /** Whether the inputs alone decide, so that the simulation rejects a preview too; AWS rejects only the call. */
    readonly atPreview?: boolean;
    /** Whether AWS accepts the call and the resource fails later: it exists, but does not work. */
    readonly delayed?: boolean;
    /** The error; undefined if the call is accepted. */
    reject(request: RejectionRequest, cloud: Cloud): string | undefined;
}

/** When a call is rejected: at once, after all retries, or when the created resource has failed. */
export type RejectionTime = "at once" | "retried" | "delayed";

/** When the call is rejected. */
export function timeOf({ retried, delayed }: Rejection): RejectionTime {
    if (retried) return "retried";
    return delayed ? "delayed" : "at once";
}

/** The error of the first rule that rejects a request; undefined if none does. */
export function firstRejection(
    rejections: readonly Rejection[],
    request: RejectionRequest,
    cloud: Cloud,
): string | undefined {
    return rejections.map((rejection) => rejection.reject(request, cloud)).find((words) => words !== undefined);
}
