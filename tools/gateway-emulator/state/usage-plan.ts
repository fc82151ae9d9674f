/** A rate in requests per second and a burst size; a negative value means unlimited. */
export interface Limit {
    readonly rate: number;
    readonly burst: number;
}

/** The API key of a client. */
export interface ApiKey {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly enabled: boolean;
    /** Ids of its usage plans. */
    readonly planIds: readonly string[];
}

/** A usage plan. */
export interface UsagePlan {
    readonly id: string;
    readonly name: string;
    readonly stages: readonly PlanStage[];
    readonly throttle?: Limit;
    readonly quota?: Quota;
}

/** A stage that a plan covers, with limits for individual methods such as `/pictures/all/GET`. */
export interface PlanStage {
    readonly stage: string;
    readonly throttles: Readonly<Record<string, Limit>>;
}

/** Maximum number of requests in a period; `offset` is subtracted in the first period. */
export interface Quota {
    readonly limit: number;
    readonly offset: number;
    readonly period: "DAY" | "WEEK" | "MONTH";
}
