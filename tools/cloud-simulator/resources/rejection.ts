import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";

/** What is asked of the cloud when it may refuse. */
export interface RejectionRequest {
    /** Inputs of what is to be made or changed; outputs of what is to be deleted. */
    readonly properties: PropertyMap;
    /** Id of what is there already. */
    readonly id?: string;
}

/** One thing that a cloud refuses, and how it says so. */
export interface Rejection {
    /** What is refused, as a clause. */
    readonly what: string;
    /** Type of the resource that is asked for. */
    readonly type: string;
    readonly on: readonly ("create" | "update" | "delete")[];
    /** Where this is known from: an issue, or a page of documentation. */
    readonly source: string;
    /** Whether the words are the cloud's own, as the source has them; else they say the same in ours. */
    readonly verbatim: boolean;
    /** Whether the provider asks again for some minutes, so that only what stays refused fails. */
    readonly retried?: boolean;
    /** Whether AWS takes the call and what it makes fails afterwards: it stays, and is good for nothing. */
    readonly afterwards?: boolean;
    /** The refusal in words; undefined if there is none. */
    reject(request: RejectionRequest, cloud: Cloud): string | undefined;
}

/** When a call learns of a refusal: at once, after the provider asked again in vain, or when what was made has failed. */
export type RejectionTime = "at once" | "retried" | "afterwards";

/** When a refusal comes. */
export function timeOf({ retried, afterwards }: Rejection): RejectionTime {
    if (retried) return "retried";
    return afterwards ? "afterwards" : "at once";
}

/** What the first of some refusals says to a request; undefined if none says anything. */
export function said(rejections: readonly Rejection[], request: RejectionRequest, cloud: Cloud): string | undefined {
    return rejections.map((rejection) => rejection.reject(request, cloud)).find((words) => words !== undefined);
}
