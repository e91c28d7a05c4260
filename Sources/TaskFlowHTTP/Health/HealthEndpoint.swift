internal import Hummingbird
internal import TaskFlowDomain
internal import TaskFlowSchema

/// `GET /health`: the process answers. It touches nothing.
struct HealthEndpoint: Endpoint {
    private let body: ByteBuffer

    init(version: String) {
        body = ByteBuffer(bytes: JSON.object(["status": "healthy", "version": .string(version)]).bytes)
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer { Answer(.ok, CommonFields.json, body) }
}
