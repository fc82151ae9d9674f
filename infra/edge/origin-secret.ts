import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Header with the secret, in lower case as AWS WAF wants it. */
export const originSecretHeader = "x-origin-verify";

/** Arguments of the secret of an origin. */
export interface OriginSecretArgs {
    /** Number of the secret in use, from 1. */
    version: number;
}

/**
 * The secret by which an origin knows requests of CloudFront: the value of a header that CloudFront sets on each request, in place of
 * a viewer's (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html).
 *
 * The next version rotates it. The origin accepts the secrets before and after the one in use too, so no request is rejected, whichever
 * of CloudFront and the origin's firewall is updated first.
 */
export class OriginSecret extends pulumi.ComponentResource {
    /** Name of the header, in lower case. */
    readonly header = originSecretHeader;
    /** The secret that CloudFront sends. */
    readonly current: pulumi.Output<string>;
    /** The secrets that the origin accepts. */
    readonly accepted: readonly pulumi.Output<string>[];

    /** Creates the secret in use, and those before and after it. */
    constructor(name: string, { version }: OriginSecretArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:OriginSecret", name, {}, opts);

        this.current = this.createSecret(version);
        this.accepted = [this.createSecret(version - 1), this.current, this.createSecret(version + 1)];

        this.registerOutputs();
    }

    // Only letters and digits, which need no escape in a header or in a firewall rule.
    private createSecret(version: number): pulumi.Output<string> {
        const { result } = new random.RandomPassword(
            `origin-secret-${version}`,
            { length: 40, special: false },
            { parent: this },
        );
        return pulumi.secret(result);
    }
}
