/** A region of an AWS account. */
export interface AwsPlace {
    /** Such as `aws`. */
    readonly partition: string;
    /** Such as `eu-central-1`. */
    readonly region: string;
    /** Twelve digits. */
    readonly accountId: string;
}
