/** The tokens by which Amazon ECR admits clients. */
export class RegistryTokens {
    private age = 0;

    /** Password of a token issued now, valid for 12 hours (docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html). */
    get password(): string {
        return `offline-${this.age}`;
    }

    /** Lets 12 hours pass: no token issued so far is valid any more. */
    expire(): void {
        this.age += 1;
    }
}
