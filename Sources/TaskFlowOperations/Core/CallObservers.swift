/// Tells several observers of each call.
package struct CallObservers: CallObserver {
    private let all: [any CallObserver]

    package init(_ all: any CallObserver...) { self.all = all }

    package func note(_ call: ObservedCall) {
        for observer in all { observer.note(call) }
    }
}
