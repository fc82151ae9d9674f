import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Arguments of the secret of an origin. */
export interface OriginSecretArgs {
    /** Number of the secret in use, from 1. */
    version: number;
}

/**
 * The secret by which an origin knows requests of CloudFront: the value of a header that CloudFront sets on each request, in place of
 * a viewer's (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html).
 *
 * It is rotated by the next version. As the origin accepts the secrets before and after the one in use too, no order in which CloudFront
 * and the origin's firewall are updated rejects a request.
 */
export class OriginSecret extends pulumi.ComponentResource {
    /** Name of the header, in lower case as AWS WAF wants it. */
    readonly header = "x-origin-verify";
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

    // Letters and digits alone, as a header and a firewall rule both take them as they are.
    private createSecret(version: number): pulumi.Output<string> {
        const { result } = new random.RandomPassword(
            `origin-secret-${version}`,
            { length: 40, special: false },
            { parent: this },
        );
        return pulumi.secret(result);
    }
}
