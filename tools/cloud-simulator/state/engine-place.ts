/** Where the engine runs, as the API server of a cluster sees it. */
export interface EnginePlace {
    /** Address from which its calls arrive in the internet, such as `18.184.0.7`. */
    readonly publicAddress: string;
    /** Its address in its own network, such as `10.100.0.7`. */
    readonly privateAddress: string;
}
